import Foundation
import Testing

@testable import CellProgram
@testable import ChapterModel
@testable import SourceModel

@Suite struct ProgramTests {
  @Test func `every line of the author's says where it stands`() throws {
    let text = "# T\n\n```swift\nlet a = 1\n  a + 1  // sum\n```\n\n- ```swift\n  f(); a\n  ```\n"
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    let program = Program(try Chapter(source, url: URL(filePath: "/c.md")))
    let padding = String(repeating: " ", count: Program.ownColumn)
    #expect(
      program.source == """
        import ChaptersRuntime
        __chaptersStart()
        __chaptersCell(0, 4)
        #sourceLocation(file: "c.md", line: 4)
        let a = 1
        #sourceLocation()
        __chaptersHint(4, "a", a, 5)
        #sourceLocation(file: "c.md", line: 4)
        \(padding)__chaptersShow(
          a + 1)  // sum
        #sourceLocation()
        __chaptersCell(1, 9)
        #sourceLocation(file: "c.md", line: 9)
          f(); __chaptersShow(a)
        #sourceLocation()
        __chaptersEnd()

        """)
  }

  @Test func `each expression of a cell that holds conditions is one`() throws {
    let text = "```swift expect\n  a == 1  // one\nlet b = a; b > 0\nb = 2\n```\n"
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    let program = Program(try Chapter(source, url: URL(filePath: "/c.md"), in: Settings()))
    let padding = String(repeating: " ", count: Program.ownColumn)
    let wanted = """
      \(padding)__chaptersExpect(
        a == 1, "one", #fileID, 2)  // one
      """
    #expect(program.source.contains(wanted), "\(program.source)")
    let second = "let b = a; __chaptersExpect(b > 0, \"b > 0\", #fileID, 3)\n"
    #expect(program.source.contains(second), "\(program.source)")
  }

  @Test func `a cell that traps is attempted after those above it`() throws {
    let text = "```swift\nf()\n```\n```swift traps\na[2]\n```\n```swift\ng()\n```\n"
    let chapter = try Chapter(
      SourceText(path: "c.md", bytes: Array(text.utf8)), url: URL(filePath: "/c.md"))
    let source = Program(chapter).attempting([chapter.cells[1]]).source
    let lines = source.split(separator: "\n").filter {
      !$0.hasPrefix("#") && !$0.hasPrefix("import")
    }.map { $0.drop { $0 == " " } }
    #expect(
      lines == [
        "__chaptersStart()", "__chaptersCell(0, 2)", "__chaptersShow(", "f())",
        "if __chaptersAttempts(1) {", "__chaptersCell(1, 5)", "__chaptersShow(", "a[2])",
        "__chaptersEndAttempt()", "}", "__chaptersCell(1, 8)", "__chaptersShow(", "g())",
        "__chaptersEnd()",
      ])
  }

  @Test(arguments: [
    ("a[2]", true), ("if a { let b = 1 }", true), ("f { await g() }", true), ("let a = 1", false),
    ("extension A {}", false), ("await f()", false), ("defer { f() }", false), ("import A", false),
    ("a[", false),
  ]) func `a cell within braces has nothing but statements`(_ code: String, _ isSo: Bool) {
    #expect(SwiftCode(code).isOnlyStatements == isSo)
  }

  @Test func `prose that moves a cell doesn't change what the program is`() throws {
    func program(_ text: String) throws -> Chapter {
      let source = SourceText(path: "c.md", bytes: Array(text.utf8))
      return try Chapter(source, url: URL(filePath: "/c.md"))
    }
    let program1 = try program("```swift\n1\n```\n")
    #expect(try program("More.\n\n```swift\n1\n```\n").identity == program1.identity)
    #expect(try program("```swift\n2\n```\n").identity != program1.identity)
    #expect(try program("```swift hidden\n1\n```\n").identity == program1.identity)
    #expect(try program("```swift isolated\n1\n```\n").identity != program1.identity)
    #expect(try program("```swift\n1\n```\n```swift\n```\n").identity != program1.identity)
  }

  @Test(arguments: [
    ("1 + 1", true), ("f(x)", true), ("try f()", true), ("await f()", true), ("x.y", true),
    ("x = 1", false), ("try x = f()", false), ("let x = 1", false), ("if a { b }", false),
    ("func f() {}", false), ("import A", false), ("", false), ("// words", false), ("a;", false),
    ("for x in y { x }", false), ("x += 1", true),
  ]) func `only a bare expression at the end is shown`(_ code: String, _ isShown: Bool) {
    #expect((SwiftCode(code).trailingExpression != nil) == isShown)
  }
}
