import Foundation
import Testing

@testable import ChapterModel
@testable import RecordCheck
@testable import SourceModel

@Suite struct TwinTests {
  private func chapter(_ text: String, _ twins: TwinSettings? = nil) throws -> Chapter {
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    var settings = Settings()
    settings.twins = twins
    return try Chapter(source, url: URL(filePath: "/c.md"), in: settings)
  }

  private static let root = try? PackageRoot(
    around: URL(filePath: #filePath).deletingLastPathComponent())

  /// Whether `PATH` has a `python3`, with which the twins here run.
  private static let hasPython = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }

  @Test func `a twin belongs to the cell above it, and other Python to none`() throws {
    let chapter = try chapter(
      """
      ```swift
      1 + 1
      ```
      ```output
      2
      ```
      ```python twin
      1 < 2
      ```

      ```python
      other
      ```

      """)
    #expect(chapter.cells.map { $0.twin?.code } == ["1 < 2\n"])
  }

  @Test func `a twin without a cell, or a second one, is an error`() {
    let twin = "```python twin\n1\n```\n"
    for (text, line) in [(twin, 1), ("```swift\n1\n```\n\n\(twin)\n\(twin)", 9)] {
      let error = #expect(throws: ChapterError.self) { try chapter(text) }
      #expect(
        error?.description == """
          c.md:\(line):1: error: a 'python twin' should stand below the cell whose twin it is, one \
          below each
          """)
    }
  }

  @Test func `the interpreter is the first whose variable is set`() throws {
    let root = try #require(Self.root)
    func python(_ names: [String], _ environment: [String: String] = [:]) throws -> String {
      var settings = TwinSettings()
      settings.interpreters = names
      return try TwinRunner(settings, root: root, environment: environment).python
    }
    #expect(try python(TwinSettings().interpreters) == "python3")
    #expect(try python(["$OWN", "python3"]) == "python3")
    #expect(try python(["$OWN", "python3"], ["OWN": "/opt/python"]) == "/opt/python")
    #expect(try python(["$OWN/bin/python"], ["OWN": "/opt"]) == "/opt/bin/python")
    #expect(try python([".venv/bin/python"]) == root.url.appending(path: ".venv/bin/python").path)
    let error = #expect(throws: TwinError.self) { try python(["$OWN", "$OTHER"]) }
    #expect(
      error?.description == """
        error: no twin can run, since 'python' under 'twins' names only variables that aren't set: \
        $OWN, $OTHER
        """)
  }

  @Test(.enabled(if: hasPython, "there is no python3"))
  func `twins run as one program, and print what their cells have recorded`() async throws {
    func cell(_ output: String, _ twin: String) -> String {
      "```swift\n1\n```\n```output\n\(output)\n```\n```python twin\n\(twin)\n```\n\n"
    }
    let text =
      cell("[1, 1]", "import json\na = [1] * 2\na")
      + cell("2.0", "float(json.loads(str(sum(a))))") + cell("3.5", "print(3.0)")
      + cell("4", "1 +\n1")
    let check = try await TwinCheck(try chapter(text), root: try #require(Self.root))
    #expect(check.count == 4)
    #expect(check.differences.map(\.twin.location.line) == [29, 39])
    #expect(check.differences.first?.diff?.lines.count == 2)
    #expect(
      check.differences.last?.message
        == "the twin stopped: c.md:40: SyntaxError: invalid syntax")
  }

  @Test(.enabled(if: hasPython, "there is no python3"))
  func `what Python spells in another way is equal where the book says so`() async throws {
    func cell(_ output: String, _ twin: String) -> String {
      "```swift\n1\n```\n```output\n\(output)\n```\n```python twin\n\(twin)\n```\n\n"
    }
    let text =
      cell("true [\"a\"]", "print(True, ['a'])") + cell("True", "'True'")
      + cell("[2, 3]", "print('Size([2, 3])')") + cell("false", "True")
      + cell("trueTrue", "'TrueTrue'")
    var twins = TwinSettings()
    twins.spellings = [
      try TwinSpelling(#"\bTrue\b"#, "true"), try TwinSpelling("'", "\""),
      try TwinSpelling(#"Size\((\[[\d, ]*\])\)"#, "$1"),
    ]
    let root = try #require(Self.root)
    let check = try await TwinCheck(try chapter(text, twins), root: root)
    #expect(check.differences.map(\.twin.code) == ["True\n", "'TrueTrue'\n"])
    let strict = try await TwinCheck(try chapter(text), root: root)
    #expect(strict.differences.count == 4)
  }

  @Test(.enabled(if: hasPython, "there is no python3"))
  func `a module that is missing is said before any twin runs`() async throws {
    var twins = TwinSettings()
    twins.imports = ["json", "no_such_module.at_all"]
    let chapter = try chapter("```swift\n1\n```\n```python twin\n1\n```\n", twins)
    let root = try #require(Self.root)
    let error = await #expect(throws: TwinError.self) { try await TwinCheck(chapter, root: root) }
    #expect(
      error?.description == """
        error: 'python3' can't import 'no_such_module.at_all', so no twin can run (ModuleNotFoundError: \
        No module named 'no_such_module'); install it there, or name another interpreter as 'python' \
        under 'twins' in book.yml
        """)
  }

  @Test func `an interpreter that isn't there is named`() async throws {
    var twins = TwinSettings()
    twins.interpreters = ["no-such-python"]
    let chapter = try chapter("```swift\n1\n```\n```python twin\n1\n```\n", twins)
    let root = try #require(Self.root)
    let error = await #expect(throws: TwinError.self) { try await TwinCheck(chapter, root: root) }
    #expect(
      error?.description == """
        error: 'no-such-python' can't be run, so no twin can; install Python, or name another as \
        'python' under 'twins' in book.yml
        """)
  }
}
