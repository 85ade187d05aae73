import Foundation
import TestSupport
import Testing

@testable import CellExecution
@testable import CellProgram
@testable import ChapterModel
@testable import SourceModel

/// Names that are used above their declaration.
@Suite struct EarlyUseTests {
  private func program(_ cells: [String]) throws -> Program {
    let text = cells.map { "```swift\n\($0)\n```\n" }.joined()
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return Program(try Chapter(source, url: URL(filePath: "/c.md")))
  }

  @Test(arguments: [
    "print(total)", "print(\"\\(total)\")", "let other = total + 1", "if total > 1 { print(1) }",
    "for _ in 0..<total {}", "total += 1", "print([1, total], (total, 2))", "f(total: total)",
    "let copy = total.description", "if let total {}", "guard let x = total else { fatalError() }",
    "switch total { default: break }", "_ = [1: total]", "struct S {}\nlet s = S(), n = total",
  ]) func `a variable that is used above its declaration is named with both places`(
    _ use: String
  ) throws {
    let program = try program([use, "var total = 42"])
    let violation = try #require(program.violations.first)
    #expect(violation.location.file == "c.md")
    #expect(
      violation.message.hasPrefix("'total' is used before its declaration at c.md:"),
      "\(violation.message)")
    #expect(program.cell(at: violation.location) == 0)
  }

  @Test func `the place is that of the use, in the same cell too`() throws {
    let program = try program(["let a = 1\n  print(b)\nlet b = a"])
    #expect(
      program.violations.map(\.description) == [
        "c.md:3:9: error: 'b' is used before its declaration at c.md:4:5, where it gets its value; "
          + "declare it above"
      ])
  }

  @Test(arguments: [
    "func f(total: Int) -> Int { total }\nprint(f(total: 1))",
    "print([1].map { total in total + 1 })", "for total in 0..<3 { print(total) }",
    "let tuple = (total: 1, 2)\nprint(tuple.total)", "print([[1]].map(\\.count), \\S.total)",
    "func g() { let total = 1; print(total) }\ng()", "if let total = Int(\"1\") { print(total) }",
    "struct T { var total = 1; func f() -> Int { total } }\nprint(T().f(), T(total: 2).total)",
    "enum E { case total }\nlet e: E = .total", "do { let total = 1; print(total) }",
    "do { throw E() } catch { print(error) }", "switch 1 { case let total: print(total) }",
    "var c: Int { get { 1 } set { print(newValue) } }",
    "func later() -> Int { total }\nlet closure = { total }\nstruct U { var u = total }",
    "extension Array { func twice() -> Int { total * 2 } }\nprint([1].twice())",
    "final class N: M { func f() -> Int { total } }\nprint(N().f())",
    "// total\nprint(\"total\")", "let t = { [1].reduce(0) { total, x in total + x } }()",
  ]) func `another thing of the same name is no use, nor is what somebody calls later`(
    _ code: String
  ) throws {
    let later = "let total = 42, error = 1, newValue = 2"
    #expect(try program([code, later]).violations.isEmpty)
    #expect(try program([later, code]).violations.isEmpty)
  }

  @Test func `the book's own chapters have no such use`() throws {
    let folder = TestFiles.tests.deletingLastPathComponent().appending(path: "Chapters")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") }
    try #require(!names.isEmpty)
    for name in names {
      let file = folder.appending(path: name)
      let source = SourceText(path: name, bytes: Array(try Data(contentsOf: file)))
      let program = Program(try Chapter(source, url: file))
      #expect(program.violations.isEmpty, "\(program.violations)")
      #expect(!program.hasWatchedUses, "\(name)")
    }
  }

  private func run(_ cells: [String], name: String) async throws -> (ChapterResult, Chapter) {
    let package = try await FixturePackage.shared.value
    let text = cells.map { "```swift\n\($0)\n```\n" }.joined()
    let chapter = try package.chapter(Array(text.utf8), name: name)
    return (try await package.executor.run(chapter), chapter)
  }

  @Test func `a function that uses a variable runs once the variable is there`() async throws {
    let (result, _) = try await run(
      [
        """
        func show() { print("total", total) }
        func twice() -> Int { total * 2 }
        let closure = { total + 1 }
        let adding = { (numbers: [Int]) in numbers.map { $0 + total } }
        let growing = { list.append(total) }
        struct Box { var value = total; var half: Int { total / 2 } }
        func given(_ x: Int = total) -> Int { x }
        """,
        "let total = 42\nvar list: [Int] = []",
        "show()\ngrowing()\nprint(twice(), closure(), adding([1]), Box().value, Box().half, given(), list)",
      ], name: "used-later")
    #expect(result.failures.isEmpty, "\(result.failures)")
    #expect(result.cells[2]?.output.text == "total 42\n84 43 [43] 42 21 42 [42]\n")
  }

  @Test(arguments: [
    "func show() { print(total) }\nshow()", "let closure = { total * 2 }\nprint(closure())",
    "print([1, 2].map { $0 * total })", "struct S { var value = total }\nprint(S().value)",
    "var half: Int { total / 2 }\nprint(half)",
    "extension Int { var scaled: Int { self * total } }\nprint(2.scaled)",
    "class Base {}\nfinal class Model: Base { func scaled() -> Int { 2 * total } }\nprint(Model().scaled())",
  ]) func `a function that is called before its variable is there stops in words`(
    _ code: String
  ) async throws {
    let name = "called-early-\(code.utf8.count)"
    let (result, chapter) = try await run([code, "var total = 42"], name: name)
    let failure = try #require(result.failures.first)
    #expect(chapter.cells[0].contains(failure.location))
    #expect(
      "\(failure)".contains("'total' is used before its declaration at Chapters/\(name).md:"),
      "\(failure)")
  }

  @Test func `a member of a library's type comes before a variable below`() async throws {
    let code = """
      extension Array {
        var doubled: Int { count * 2 }
      }
      print([1].doubled)
      """
    let (result, _) = try await run([code, "let count = 42"], name: "member-before-variable")
    #expect(result.failures.isEmpty)
    #expect(result.cells[0]?.output.text == "2\n")
  }
}
