import CellExecution
import ChapterModel
import Foundation
import TestSupport
import Testing

@testable import RecordCheck

/// Each pair of files in `Documents`: a document as people write them, and what a run that keeps going says of
/// it.
///
/// To add one, write `NAME.md`, or `NAME.swift` with its comments, run the tests with `RECORD_CASES=NAME.md`, and
/// read what `NAME.txt` then says.
/// `RECORD_CASES=all` records them all.
@Suite struct DocumentCaseTests {
  static let folder = TestFiles.tests.appending(path: "EndToEndTests/Documents")

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasSuffix(".txt") }.sorted()
  }

  @Test(arguments: try names())
  func `a document is judged as its pair says`(_ name: String) async throws {
    let text = try await Self.judgement(of: name)
    let pair = Self.folder.appending(path: name).deletingPathExtension()
      .appendingPathExtension("txt")
    try RecordedPair(name: name, file: pair).expect(text)
  }

  private static func judgement(of name: String) async throws -> String {
    let package = try await ShapesPackage.shared.value
    let bytes = try Data(contentsOf: folder.appending(path: name))
    let file = package.root.url.appending(path: name)
    try bytes.write(to: file)
    let chapter = try Chapter(contentsOf: file, shownAs: name)
      .placed(in: package.root, book: nil).readingAsDocC(in: package.root)
    let result = try await package.executor.run(chapter)
    let check = ChapterCheck(chapter, result, onlyRecorded: true)
    var summary = BestEffortSummary()
    summary.add(chapter, result, check)
    let failures = result.failures.map { $0.leftOutDescription + "\n" }
    let differences = check.differences.map(DifferenceReport(usesColour: false).text)
    return failures.joined() + differences.joined() + "\n" + summary.text + "\n"
  }
}

/// A copy of the package that documents are about, its library built once for all tests.
struct ShapesPackage: Sendable {
  let root: PackageRoot
  let executor: ChapterExecutor

  static let shared = Task { try await ShapesPackage() }
  private static let folder = FileManager.default.temporaryDirectory
    .appending(path: "chapters-shapes-\(getpid())", directoryHint: .isDirectory)

  private init() async throws {
    try? FileManager.default.removeItem(at: Self.folder)
    try FileManager.default.copyItem(
      at: TestFiles.fixtures.appending(path: "Shapes"), to: Self.folder)
    // A release that the documents come after.
    let repository = try Repository(in: Self.folder)
    try repository.commit(taggedAs: "2.1.0")
    root = try PackageRoot(around: Self.folder)
    var limits = Limits()
    limits.cellSeconds = 60
    var executor = try await ChapterExecutor(root: root, limits: limits) {}
    executor.mode = .bestEffort
    executor.differing = ChapterCheck.differing
    self.executor = executor
    atexit { try? FileManager.default.removeItem(at: ShapesPackage.folder) }
  }
}
