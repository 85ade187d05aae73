import Foundation
import Testing

@testable import CellProgram
@testable import ChapterModel
@testable import SourceModel

@Suite struct NestingTests {
  @Test(arguments: ["[", "[(", "[A<", "[ /* c */\n", "{ ["])
  func
    `brackets that no parser gets through are named, and nothing parses them`(_ opening: String)
    throws
  {
    let code = "let x = " + String(repeating: opening, count: 40) + "1"
    let excess = try #require(Nesting(code).excess)
    #expect(excess.message.hasPrefix("more than 12 square brackets are open here"))
    #expect(SwiftCode(code).excess == excess)
    let source = SourceText(path: "c.md", bytes: Array("```swift\nprint(1)\n\(code)\n```\n".utf8))
    let program = Program(try Chapter(source, url: URL(filePath: "/c.md")))
    let violation = try #require(program.violations.first)
    #expect(violation.location.line == excess.place.line + 2)
    #expect(violation.location.column == excess.place.column)
  }

  @Test func `a hundred brackets of other kinds are too many as well`() {
    let deep = { (count: Int) in
      String(repeating: "(", count: count) + "1" + String(repeating: ")", count: count)
    }
    #expect(Nesting(deep(100)).excess == nil)
    #expect(
      Nesting(deep(101)).excess?.message.hasPrefix("more than 100 brackets are open here") == true)
  }

  @Test(arguments: [
    ("let x: ", "(Int) -> ", "Int"), ("let x: ", "Array<", "Int"), ("", "try ", "f()"),
    ("", "let ", "x"),
    ("let x = y", ".z", ""), ("let x = ", "- ", "1"), ("let x = ", "a ? b : ", "c"),
  ]) func `parts nested without brackets are named, and nothing parses them`(
    _ code: (start: String, part: String, end: String)
  ) throws {
    let deep = { code.start + String(repeating: code.part, count: $0) + code.end }
    #expect(SwiftCode(deep(100)).excess == nil)
    let excess = try #require(SwiftCode(deep(20_000)).excess)
    #expect(excess.message.hasPrefix("more than 4000 characters stand without a comma"))
    #expect(excess.place == SourcePosition(line: 1, column: 4002))
    // What is shorter is parsed.
    let count = (4000 - code.start.utf8.count - code.end.utf8.count) / code.part.utf8.count
    #expect(SwiftCode(deep(count)).excess == nil)
  }

  @Test(arguments: [
    "let data = [" + String(repeating: "1234, ", count: 20_000) + "]",
    "let text = \"" + String(repeating: "a b ", count: 20_000) + "\"",
    "// " + String(repeating: "a b ", count: 20_000) + "\nf()",
    String(repeating: "f(1)\n", count: 20_000),
  ]) func `long data, texts and code are read`(_ code: String) {
    #expect(Nesting(code).excess == nil)
  }

  @Test(arguments: [
    "print(\"[[[[[[[[[[[[[[[[[[[[\")", "// [[[[[[[[[[[[[[[[[[[[[[",
    "/* [[[[[[[[[[ /* [[[[[[ */ [[[[[[[[[ */", "let s = #\"[[[[[[[[\"[[[[[[[[\"#",
    "let s = \"\"\"\n[[[[[[[[ \" [[[[[[[[[[\n\"\"\"", "print(\"\\([[[1]]]) [[[[[[[[[[[[[[[[\")",
    "let m = [[[[[[[[[[[[1]]]]]]]]]]]]",
    "f([1])\nf([1])\nf([1])\nf([1])\nf([1])\nf([1])\nf([1])\nf([1])\nf([1])\nf([1])\nf([1])\nf([1])",
  ]) func `brackets in texts and comments don't count, nor those that are closed`(_ code: String) {
    #expect(Nesting(code).excess == nil)
  }
}
