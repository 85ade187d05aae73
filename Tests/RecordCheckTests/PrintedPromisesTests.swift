import Foundation
import Testing

@testable import CellExecution
@testable import ChapterModel
@testable import RecordCheck
@testable import SourceModel

/// What `check` makes of comments that say what is printed.
@Suite struct PrintedPromisesTests {
  private func check(_ text: String, _ outputs: [(Int, String)]) throws -> [ChapterCheck.Difference]
  {
    let chapter = try chapter(text)
    return ChapterCheck(chapter, result(outputs)).differences
  }

  private func chapter(_ text: String) throws -> Chapter {
    try Chapter(SourceText(path: "c.md", bytes: Array(text.utf8)), url: URL(filePath: "/c.md"))
  }

  /// What statements printed, each by the line on which it begins.
  private func result(_ outputs: [(Int, String)]) -> ChapterResult {
    let statements = outputs.map { StatementOutput(line: $0, text: $1) }
    let output = CellOutput(text: outputs.map(\.1).joined())
    return ChapterResult(
      cells: [0: CellResult(state: .ran, output: output, statements: statements)], failures: [],
      warnings: [], isCached: false)
  }

  private static let cell = "```swift\nprint(a)\n// Prints \"1\"\nprint(b)\n// Prints \"2\".\n```\n"

  @Test func `check compares each with what the statement before it printed`() throws {
    #expect(try check(Self.cell, [(1, "1\n"), (3, "2\n")]).isEmpty)
    let difference = try #require(try check(Self.cell, [(1, "1\n"), (3, "3\n")]).first)
    #expect(difference.location.line == 5)
    #expect(difference.summary == "the cell doesn't print what its comment says")
    #expect(difference.recorded == "2\n" && difference.fresh == "3\n")
    // All lines are there, but the first statement prints both, or the second one's come first.
    #expect(try check(Self.cell, [(1, "1\n2\n"), (3, "")]).count == 1)
    #expect(try check(Self.cell, [(1, "2\n"), (3, "1\n")]).count == 1)
    #expect(try check(Self.cell, [(1, "1\n"), (3, "")]).count == 1)
  }

  @Test func `a line that no comment claims breaks the comment`() throws {
    let difference = try #require(try check(Self.cell, [(1, "1\nmore\n"), (3, "2\n")]).first)
    #expect(difference.location.line == 3)
    #expect(difference.fresh == "1\nmore\n")
    #expect(try check(Self.cell, [(1, "1\n"), (3, "more\n2\n")]).count == 1)
  }

  @Test func `comments that follow one another speak of all statements above them`() throws {
    let cell = "```swift\nf()\nprint(a)\nprint(b)\n// Prints \"1\"\n// Prints \"2\"\n```\n"
    #expect(try check(cell, [(1, ""), (2, "1\n"), (3, "2\n")]).isEmpty)
    #expect(try check(cell, [(1, ""), (2, ""), (3, "1\n2\n")]).isEmpty)
    #expect(try check(cell, [(1, ""), (2, "1"), (3, "\n2\n")]).isEmpty)
    // What a statement without a comment prints above them is its own.
    #expect(try check(cell, [(1, "0\n"), (2, "1\n"), (3, "2\n")]).isEmpty)
    let difference = try #require(
      try check(cell, [(1, ""), (2, "1\n"), (3, "3\n")]).first)
    #expect(difference.location.line == 6)
  }

  @Test func `within a statement the order counts, in a function only that it is printed`() throws {
    let loop =
      "```swift\nf {\n  print(1)\n  // Prints \"1\"\n  print(2)\n  // Prints \"2\"\n}\n```\n"
    #expect(try check(loop, [(1, "1\nmore\n2\n")]).isEmpty)
    #expect(try check(loop, [(1, "2\n1\n")]).count == 1)
    let function = "```swift\nfunc f() {\n  print(1)  // Prints \"1\"\n}\nf()\n```\n"
    #expect(try check(function, [(4, "1\n")]).isEmpty)
    #expect(try check(function, [(4, "2\n")]).count == 1)
  }

  @Test func `the value of the last expression may be left out`() throws {
    let cell = "```swift\nf()\n// Prints \"1\"\n```\n"
    var outcome = result([(1, "1\n")])
    outcome.cells[0]?.statements.append(StatementOutput(line: 1, text: "42\n", isValue: true))
    #expect(ChapterCheck(try chapter(cell), outcome).differences.isEmpty)
  }

  @Test func `a recorded output says more`() throws {
    let outputs = [(1, "1\n"), (3, "2\n")]
    #expect(try check(Self.cell + "```output\n1\n2\n```\n", outputs).isEmpty)
    #expect(try check(Self.cell + "```output\n3\n```\n", outputs).count == 1)
  }
}
