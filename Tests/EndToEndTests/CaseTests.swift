import CellExecution
import ChapterModel
import Foundation
import TestSupport
import Testing

@testable import BookRendering
@testable import RecordCheck

/// Each pair of files in `Cases`: a chapter before it is rendered as Markdown, and after.
///
/// To add a case, write `NAME.before.md`, run the tests with `RECORD_CASES=NAME`, and read what
/// `NAME.after.md` then says. `RECORD_CASES=all` records them all.
@Suite struct CaseTests {
  /// The cases in which a cell fails, and fails again when the chapter runs a second time.
  private static let failing: Set = [
    "broken-figures", "chapter-timeout", "compile-fail-that-compiles", "endless-recursion",
    "error-directive", "exercise-that-is-solved", "exits", "expect-what-is-no-condition",
    "expect-what-is-untrue", "fails-to-compile", "fails-to-link", "fails-to-parse", "hangs",
    "inline-value-that-fails", "limits-in-front-matter", "memory-limit", "no-run",
    "output-left-open", "prints-without-end", "source-location", "throws",
    "trap-with-the-words-of-a-condition", "traps-among-cells",
    "traps-beside-a-mistake", "traps-in-a-function", "traps-on-overflow",
    "traps-sees-nothing-below", "traps-that-do-not", "traps-with-a-message",
    "used-above-its-declaration", "warns", "words-that-combine",
  ]

  /// The result of a case, of which it is known whether a cell fails.
  private func run(_ chapter: Chapter, _ name: String) async throws -> ChapterResult {
    let result = try await FixturePackage.shared.value.executor.run(chapter)
    #expect(
      !result.failures.isEmpty == Self.failing.contains(name),
      "the cases that fail stand in `failing`, and no others")
    return result
  }

  @Test(arguments: try TestFiles.caseNames())
  func `a chapter becomes what its pair says`(_ name: String) async throws {
    let package = try await FixturePackage.shared.value
    let before = try Data(contentsOf: TestFiles.cases.appending(path: "\(name).before.md"))
    let chapter = try package.chapter(Array(before), name: name)
    let result = try await run(chapter, name)
    let rendered = try RecordSplice(chapter).bytes(
      with: result, showingFailures: true, showingValues: true)
    let after = TestFiles.cases.appending(path: "\(name).after.md")
    try RecordedPair(name: name, file: after).expect(rendered)
  }

  @Test(arguments: Set(try TestFiles.caseNames()).subtracting(failing).sorted())
  func `a second time changes nothing`(_ name: String) async throws {
    let package = try await FixturePackage.shared.value
    let after = try Data(contentsOf: TestFiles.cases.appending(path: "\(name).after.md"))
    let chapter = try package.chapter(Array(after), name: name)
    let result = try await run(chapter, name)
    #expect(try RecordSplice(chapter).bytes(with: result) == Array(after))
    try FigureFiles(chapter, result).record { _ in true }
    #expect(ChapterCheck(chapter, result).differences.isEmpty)
  }
}
