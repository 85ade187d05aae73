import Foundation
import Testing

@testable import Literate

@Suite struct PrintedCommentsTests {
  private func promised(_ code: String) -> [[String]] {
    PrintedComments(in: code).promises.map(\.text)
  }

  @Test(arguments: [
    #"print(1) // Prints "1""#, #"print(1) // prints "1"."#, #"print(1) // Prints: "1""#,
    "print(1)\n// Prints 1", "print(1)\n// Prints:\n// 1", "print(1) /* Prints \"1\" */",
    "f { print(1) } // Prints \"1\"",
  ])
  func `forms of one line`(_ code: String) { #expect(promised(code) == [["1"]]) }

  @Test func `several in a row, each after its statement`() {
    let code = "print(1)\n// Prints \"1\"\nprint(2)\n// Prints \"2\"\n// Prints \"3\".\n"
    #expect(promised(code) == [["1"], ["2"], ["3"]])
    #expect(PrintedComments(in: code).promises.map(\.line) == [2, 4, 5])
  }

  @Test func `several lines`() {
    #expect(promised("// Prints:\n//   a\n//     b\n\n// c") == [["a", "  b"]])
    #expect(promised("// Prints \"one\n// two\"\n") == [["one", "two"]])
    #expect(promised("/*\n Prints:\n a\n b\n*/").first?.prefix(2) == ["a", "b"])
  }

  @Test(arguments: [
    "// Prints all statements", #"// Prints "a" then "b""#, #"let s = "// Prints 1""#,
    "// Prints 1000, the default", "// Sprints 1", "// => 1", "// Prints:", "// Printsome",
  ])
  func `prose, strings and other marks promise nothing`(_ code: String) {
    #expect(promised(code) == [])
  }

  private func check(_ text: String, prints output: String) throws -> [ChapterCheck.Difference] {
    let chapter = try chapter(text)
    return ChapterCheck(chapter, result(output)).differences
  }

  private func chapter(_ text: String) throws -> Chapter {
    try Chapter(SourceText(path: "c.md", bytes: Array(text.utf8)), url: URL(filePath: "/c.md"))
  }

  private func result(_ output: String) -> ChapterResult {
    ChapterResult(
      cells: [0: CellResult(state: .ran, output: CellOutput(text: output))], failures: [],
      warnings: [], isCached: false)
  }

  private static let cell = "```swift\nprint(a)\n// Prints \"1\"\nprint(b)\n// Prints \"2\".\n```\n"

  @Test func `they are what check compares`() throws {
    #expect(try check(Self.cell, prints: "1\n2\n").isEmpty)
    #expect(try check(Self.cell, prints: "1\nmore\n2\n").isEmpty)
    let difference = try #require(try check(Self.cell, prints: "1\n3\n").first)
    #expect(difference.location.line == 5)
    #expect(difference.summary == "the cell doesn't print what its comment says")
    #expect(try check(Self.cell, prints: "2\n1\n").count == 1)
  }

  @Test func `a recorded output says more`() throws {
    #expect(try check(Self.cell + "```output\n1\n2\n```\n", prints: "1\n2\n").isEmpty)
    #expect(try check(Self.cell + "```output\n3\n```\n", prints: "1\n2\n").count == 1)
  }

  @Test func `update leaves such a cell alone`() throws {
    let chapter = try chapter(Self.cell)
    #expect(RecordSplice(chapter).bytes(with: result("other\n")) == chapter.source.bytes)
  }
}
