import CellExecution
import ChapterModel
import Foundation
import SourceModel
import TestSupport
import Testing

@testable import RecordCheck

/// Each article and tutorial in `Catalog/Shapes.docc` beside a text: what a run that keeps going says of it.
///
/// To add one, write it there, run the tests with `RECORD_CASES=` and its name, and read what `Catalog/NAME.txt` then
/// says.
@Suite struct CatalogCaseTests {
  private static let folder = TestFiles.tests.appending(path: "EndToEndTests/Catalog")

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "Shapes.docc").path
    ).filter { $0 != "Resources" }.sorted()
  }

  @Test(arguments: try names())
  func `a page of a catalog is judged as its pair says`(_ name: String) async throws {
    let text = try await Self.judgement(of: name)
    let pair = Self.folder.appending(path: name).deletingPathExtension()
      .appendingPathExtension("txt")
    try RecordedPair(name: name, file: pair).expect(text)
  }

  private static let copied = Task {
    let package = try await ShapesPackage.shared.value
    for name in ["Shapes.docc", "Snippets"] {
      try FileManager.default.copyItem(
        at: folder.appending(path: name), to: package.root.url.appending(path: name))
    }
    return package
  }

  private static func judgement(of name: String) async throws -> String {
    let package = try await copied.value
    let file = package.root.url.appending(path: "Shapes.docc/\(name)")
    let named = try Book.files(named: [file.path], folder: file, current: file)
    let catalogs = CatalogCheck(package.executor)
    var report = CheckReport(mode: .bestEffort)
    var text = ""
    for entry in Book(files: named.files, root: package.root).chapters {
      let chapter = try entry.chapter().readingAsDocC(in: package.root)
      let result = try await package.executor.run(chapter)
      let check = ChapterCheck(chapter, result, onlyRecorded: true)
      report.add(chapter, result, check, seconds: 0)
      for problem in await catalogs.problems(in: [chapter]) {
        text += problem.description + "\n"
        report.add(link: problem)
      }
      text += result.failures.map { $0.leftOutDescription + "\n" }.joined()
      text += check.differences.map(DifferenceReport(usesColour: false).text).joined()
    }
    return text + "\n" + (report.summary?.text ?? "") + "\n"
  }
}
