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
    ("let x: ", "(Int) -> ", "Int"), ("", "try ", "f()"),
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
    let count = 3600 / code.part.utf8.count
    #expect(SwiftCode(deep(count)).excess == nil)
  }

  @Test(arguments: [
    ("let x = y", "\n  .z(1, 2)", ""), ("let x = y", "\n  .z { $0 + 1 }", ""),
    ("if a {}", " else if b {\n  f(1)\n}", ""), ("", "try\n", "f()"),
    ("", "try/**/", "f()"),
    ("let x: ", "(Int) ->\n", "Int"), ("let x = y", "?\n  .z", ""), ("", "repeat\n", "{} while a"),
  ]) func `parts nested over several lines are named, and nothing runs out of stack`(
    _ code: (start: String, part: String, end: String)
  ) throws {
    let deep = { code.start + String(repeating: code.part, count: $0) + code.end + "\n" }
    #expect(SwiftCode(deep(500)).excess == nil)
    let excess = try #require(SwiftCode(deep(5000)).excess)
    #expect(excess.message.hasPrefix("more than 2000 parts are within one another here"))
    #expect(excess.place.line >= 1)
  }

  @Test(arguments: [
    ("let x = a", "\n  + b", ""), ("let x = ", "a ? b :\n  ", "c"), ("", "#if A\n", ""),
    ("", "if\n", "a {}"), ("let x: ", "any\n", "P"), ("let x = \\A", "\n.b", ""),
    ("func f<T>() where T == T", ",\nT == T", " {}"), ("", "@a\n", "func f() {}"),
  ]) func `whatever stands on many lines is read to its end`(
    _ code: (start: String, part: String, end: String)
  ) {
    let text = code.start + String(repeating: code.part, count: 2000) + code.end
    #expect(SwiftCode(text).excess?.message.hasPrefix("more than 2000 parts") != false)
  }

  @Test func `a chain that somebody may write works`() {
    let calls =
      "let x = y" + String(repeating: "\n  .map { $0 + 1 }\n  .filter { $0 > 1 }", count: 250)
    let branches =
      "if a == 0 {\n  f()\n}" + String(repeating: " else if a == b {\n  f()\n}", count: 300)
    let comparisons = "let x = [" + String(repeating: "a < b, ", count: 500) + "]"
    let loops = String(repeating: "while i<n { i += 1 }\n", count: 500)
    for code in [calls, branches, comparisons, loops] {
      #expect(SwiftCode(code).excess == nil)
      #expect(!SwiftCode(code).hasSyntaxError)
    }
  }

  @Test(arguments: [
    ("A<", "more than 100 '<' are open here"), ("A<\n", "more than 100 '<' are open here"),
    ("A<B, ", "more than 100 '<' are open here"), ("#", "more than 100 '#' are open here"),
    ("\"\\(", "more than 100 brackets are open here"),
    ("b\n", "more than 200000 words and signs stand without a comma or a bracket before here"),
  ]) func `what parsers can only guess at is named`(_ part: String, _ message: String) {
    let excess = Nesting("let x = " + String(repeating: part, count: 200_000)).excess
    #expect(excess?.message.hasPrefix(message) == true, "\(excess?.message ?? "")")
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
