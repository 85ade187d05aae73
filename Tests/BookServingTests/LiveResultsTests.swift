import CellExecution
import Foundation
import Testing

@testable import BookServing
@testable import ChapterModel
@testable import SourceModel

@Suite struct LiveResultsTests {
  /// A chapter with cells, below some prose.
  private func chapter(_ cells: [String], below prose: String = "") throws -> Chapter {
    let text = prose + cells.map { "```swift\n\($0)\n```\n" }.joined(separator: "\n")
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
  }

  /// What is known when all cells of a chapter have printed themselves.
  private func results(of chapter: Chapter) -> LiveResults {
    var results = LiveResults(of: chapter)
    for cell in chapter.cells {
      results.take(CellResult(state: .ran, output: CellOutput(text: cell.code)), of: cell)
    }
    return results
  }

  private func texts(_ results: LiveResults) -> [Int: String] {
    results.cells.mapValues(\.output.text)
  }

  @Test func `nothing is known of a text that hasn't run`() throws {
    let results = LiveResults(of: try chapter(["1", "2"]))
    #expect(results.cells.isEmpty)
    #expect(results.stale == [0, 1])
  }

  @Test func `outputs stay with the cells at both ends, and in between with their places`() throws {
    var results = results(of: try chapter(["1", "2", "3"]))
    #expect(results.stale.isEmpty)
    results.show(try chapter(["1", "4", "5", "3"]), changedFrom: .max)
    #expect(texts(results) == [0: "1\n", 1: "2\n", 3: "3\n"])
    #expect(results.stale == [1, 2, 3])
    results.show(try chapter(["3"]), changedFrom: .max)
    #expect(texts(results) == [0: "3\n"])
  }

  @Test func `what a reader has chosen makes a cell and those below it stale`() throws {
    let text = try chapter(["1", "2", "3"])
    var results = results(of: text)
    results.show(text, changedFrom: 1)
    #expect(texts(results).count == 3)
    #expect(results.stale == [1, 2])
    results.endRun()
    #expect(results.stale.isEmpty)
    results.outdate(from: 2)
    #expect(results.stale == [2])
  }

  @Test func `a failure goes along with its cell, which keeps its last output`() throws {
    let text = try chapter(["1", "2"])
    var results = results(of: text)
    let failure = CellFailure(
      cell: text.cells[1].id, location: text.cells[1].location, reason: .notBuilt("x"))
    results.take(failure, nil)
    results.endRun()
    #expect(results.result.cells[1]?.state == .failed)
    #expect(results.result.cells[1]?.output.text == "2\n")
    #expect(results.fresh.cells.keys.sorted() == [0])
    let line = results.failures[0].location.line
    results.show(prose: try chapter(["1", "2"], below: "One.\n\nTwo.\n\n"))
    #expect(results.failures[0].location.line == line + 4)
    results.beginRun()
    #expect(results.failures.isEmpty)
  }
}
