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
  @Test(arguments: TestFiles.caseNames) func `a chapter becomes what its pair says`(_ name: String)
    async throws
  {
    let package = try await FixturePackage.shared.value
    let before = try Data(contentsOf: TestFiles.cases.appending(path: "\(name).before.md"))
    let chapter = try package.chapter(Array(before), name: name)
    let result = try await package.executor.run(chapter)
    let rendered = try RecordSplice(chapter).bytes(
      with: result, showingFailures: true, showingValues: true)
    let pair = TestFiles.cases.appending(path: "\(name).after.md")
    if let wanted = ProcessInfo.processInfo.environment["RECORD_CASES"],
      wanted == name || wanted == "all"
    {
      try Data(rendered).write(to: pair)
    }
    let after = try Data(contentsOf: pair)
    #expect(String(decoding: rendered, as: UTF8.self) == String(decoding: after, as: UTF8.self))
    #expect(rendered == Array(after))
  }

  @Test(arguments: TestFiles.caseNames) func `a second time changes nothing`(_ name: String)
    async throws
  {
    let package = try await FixturePackage.shared.value
    let after = try Data(contentsOf: TestFiles.cases.appending(path: "\(name).after.md"))
    let chapter = try package.chapter(Array(after), name: name)
    let result = try await package.executor.run(chapter)
    guard result.failures.isEmpty else { return }
    #expect(try RecordSplice(chapter).bytes(with: result) == Array(after))
    try FigureFiles(chapter, result).record { _ in true }
    #expect(ChapterCheck(chapter, result).differences.isEmpty)
  }
}
