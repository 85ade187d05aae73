import Foundation
import Testing

@testable import CellExecution
@testable import ChapterModel
@testable import RecordCheck
@testable import SourceModel

@Suite struct CheckTests {
  private func report(_ text: String, outputs: [String]) throws -> [String] {
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    let chapter = try Chapter(source, url: URL(filePath: "/c.md"))
    let cells = outputs.enumerated().map {
      ($0, CellResult(state: .ran, output: CellOutput(text: $1)))
    }
    let result = ChapterResult(
      cells: Dictionary(uniqueKeysWithValues: cells), failures: [], warnings: [], isCached: false)
    let check = ChapterCheck(chapter, result)
    return check.differences.map { DifferenceReport(usesColour: false).text($0) }
  }

  @Test func `a changed digit is shown at its line, between its neighbours`() throws {
    let text = "```swift\n1\n```\n```output\na\nb\nc\n0.5 of 12\nd\ne\nf\n```\n"
    #expect(
      try report(text, outputs: ["a\nb\nc\n0.5 of 13\nd\ne\nf\n"]) == [
        """
        c.md:8: the cell's output isn't the recorded one
            … 1 equal line
            b
            c
          - 0.5 of 12
          + 0.5 of 13
                   ^^
            d
            e
            … 1 equal line

        """
      ])
  }

  @Test func `a line more and a line less are differences`() throws {
    let text = "```swift\n1\n```\n```output\na\nb\n```\n"
    #expect(
      try report(text, outputs: ["a\nb\nc\n"]) == [
        "c.md:7: the cell's output isn't the recorded one\n    a\n    b\n  + c\n"
      ])
    #expect(
      try report(text, outputs: ["b\n"]) == [
        "c.md:5: the cell's output isn't the recorded one\n  - a\n    b\n"
      ])
  }

  @Test func `a cell that prints and has no record differs, and the other way round`() throws {
    #expect(
      try report("```swift\n1\n```\n", outputs: ["1\n"]) == [
        "c.md:1: the cell prints, and nothing is recorded below it\n  + 1\n"
      ])
    #expect(
      try report("```swift\n1\n```\n```output\n1\n```\n", outputs: [""]) == [
        "c.md:5: an output is recorded, and the cell prints nothing\n  - 1\n"
      ])
  }

  @Test func `what is equal isn't reported`() throws {
    let text = "```swift\n1\n```\n```output\n0.51\n```\n\n```swift silent\n2\n```\n"
    #expect(try report(text, outputs: ["0.52\n", "2\n"]) == [])
  }

  @Test func `two long outputs with nothing in common are compared at once`() {
    let old = (0..<50_000).map { "old \($0)" }.joined(separator: "\n")
    let new = (0..<50_000).map { "new \($0)" }.joined(separator: "\n")
    let diff = LineDiff(old, new, by: OutputComparison())
    #expect(diff.lines.count == 100_000)
  }
}
