import Foundation
import Testing

@testable import BookRendering
@testable import CellExecution
@testable import CellProgram
@testable import ChapterModel
@testable import RecordCheck
@testable import SourceModel

@Suite struct ForeignDocumentTests {
  private func cells(_ text: String, in book: Settings? = nil) throws -> [Cell] {
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return try Chapter(source, url: URL(filePath: "/c.md"), in: book).cells
  }

  @Test(arguments: [
    "swift nocopy", "swift highlight=1,3", "Swift", "swift, nocopy", "swift timeout=soon",
    "swift hiden", "swift output=json", "SWIFT title=\"a b\"", "swift requires=nothing",
  ])
  func `words for other tools are left alone, and the cell runs`(_ info: String) throws {
    let cells = try cells("```\(info)\n1\n```\n")
    #expect(cells.count == 1)
    #expect(cells.first?.options.isPartOfProgram == true)
  }

  @Test func `a fence without an end is a cell, below which nothing is recorded`() throws {
    let text = "> ```swift\n> 1\nlazy\n\n```swift\n2\n"
    #expect(try cells(text).map(\.code) == ["1\n", "2\n"])
    #expect(try cells(text).map(\.hasRoomForOutput) == [false, false])
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    let chapter = try Chapter(source, url: URL(filePath: "/c.md"), in: nil)
    let output = CellResult(state: .ran, output: CellOutput(text: "1"))
    let result = ChapterResult(
      cells: [0: output, 1: output], failures: [], warnings: [], isCached: false)
    #expect(try RecordSplice(chapter).bytes(with: result) == source.bytes)
    #expect(throws: ChapterError.self) { try cells(text, in: Settings()) }
  }

  @Test(arguments: [
    "---\noutput: html_document\ntimeout: soon\nlayout: post\n---\n",
    "---\nSome text: here, and: there\n---\n", "---\n- one\n---\n",
  ])
  func `front matter of other tools is left alone`(_ matter: String) throws {
    #expect(try cells(matter + "```swift\n1\n```\n").count == 1)
    #expect(throws: ChapterError.self) { try cells(matter, in: Settings()) }
  }

  @Test func `what stands between two rules isn't front matter`() throws {
    #expect(try cells("---\n\n```swift\n1\n```\n\n---\n").count == 1)
  }

  @Test(arguments: ["swift ignore nocopy", "swift,ignore", "swift nocopy ignore"])
  func `our words count beside them`(_ info: String) throws {
    #expect(try cells("```\(info)\n1\n```\n").first?.options.isIgnored == true)
  }

  @Test(arguments: ["swift-sh", "swiftui", "sh", "objc"])
  func `other languages are no cells`(_ info: String) throws {
    #expect(try cells("```\(info)\n1\n```\n").isEmpty)
  }

  @Test func `in a book they are errors`() {
    #expect(throws: ChapterError.self) {
      try cells("```swift nocopy\n1\n```\n", in: Settings())
    }
  }

  @Test func `examples in doc comments are at home in their source`() throws {
    let code = """
      import Foundation
      // ```swift
      // no documentation
      // ```

      /// Adds.
      ///
      /// - Note: As here:
      ///   ```swift
      ///   let a = oops
      ///   ```
      func f() {}
        /**
         * Text.
         * ```swift
         * two
         * ```
         */
      let s = \"""
        /// ```swift
        /// no comment
        /// ```
        \"""
      """
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "doc-comments-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "f.swift")
    try Data(code.utf8).write(to: file)
    let chapter = try Chapter(contentsOf: file, shownAs: "f.swift")
    #expect(chapter.cells.map(\.code) == ["let a = oops\n", "two\n"])
    #expect(chapter.cells.map(\.location.line) == [9, 15])
    #expect(chapter.cells.map(\.indentation) == [6, 5])
    #expect(Documents.files(below: folder).map(\.lastPathComponent) == ["f.swift"])
  }

  /// A document as people write them, with everything that can go wrong.
  private static let document = """
    # One

    ```swift
    let name = "a"
    print(name)
    // Prints "a"
    ```
    ```swift
    let broken = missing(
    ```
    ```swift
    @main struct App { static func main() {} }
    ```
    ```swift
    print(name + unknown)
    ```

    ## Two

    ```swift
    let name = 2
    print(name)
    // Prints "2"
    ```
    ```swift
    fatalError("no")
    ```
    ```swift
    import Nowhere
    ```
    ```swift
    let name = 3.5
    print(name, greeting(for: "you"))
    // Prints "3.5 Hello, you."
    ```
    ```swift
    while true {}
    ```
    ```swift
    print(readLine() ?? "nothing")
    // Prints "something"
    ```
    ```swift
    print("early")
    let count = 1
    print(count)
    // Prints "1"
    print("late")
    ```
    ```swift
    print("early"); print("late")
    print("later")
    // Prints "late"
    ```
    """

  @Test func `what can run runs, each cell in the largest scope that lets it`() async throws {
    let package = try await FixturePackage.shared.value
    var limits = Limits()
    limits.cellSeconds = 1
    var executor = try await ChapterExecutor(root: package.root, limits: limits) {}
    executor.mode = .bestEffort
    let url = package.root.url.appending(path: "README.md")
    let source = SourceText(path: "README.md", bytes: Array(Self.document.utf8))
    let chapter = try Chapter(source, url: url)
    let result = try await executor.run(chapter)
    let states = chapter.cells.map { result.cells[$0.index]?.state }
    #expect(
      states == [
        .ran, .failed, .ran, .failed, .ran, .failed, .failed, .ran, .failed, .ran, .ran, .ran,
      ])
    let check = ChapterCheck(chapter, result, onlyRecorded: true)
    #expect(check.differences.map(\.cell.index) == [9, 11])
    var summary = BestEffortSummary()
    summary.add(chapter, result, check)
    #expect(
      summary.text.hasPrefix(
        """
        12 cells: 9 compile, 7 run to their end.
        4 of 6 recorded outputs match.

        """))
    #expect(
      result.failures.map(\.leftOutDescription).first { $0.contains("unknown") }
        == "README.md:15:14: left out (context): cannot find 'unknown' in scope")
    let again = try await executor.run(chapter)
    #expect(again.isCached)
    #expect(again.cells == result.cells)
    #expect(again.failures == result.failures)
    executor.mode = .strict
    #expect(try await executor.run(chapter).isCached == false)
  }

  @Test func `what needs a cell that doesn't come to its end compiles, and says what it needs`()
    async throws
  {
    let package = try await FixturePackage.shared.value
    var executor = try await ChapterExecutor(root: package.root, limits: Limits()) {}
    executor.mode = .bestEffort
    let text = """
      ```swift
      let names = ["a"]
      let second = names[1]
      ```
      ```swift
      print(second)
      // Prints "b"
      ```
      ```swift
      print(1)
      ```
      """
    let source = SourceText(path: "needs.md", bytes: Array(text.utf8))
    let chapter = try Chapter(source, url: package.root.url.appending(path: "needs.md"))
    let result = try await executor.run(chapter)
    #expect(
      result.failures.map(\.leftOutDescription) == [
        "needs.md:3:1: left out (stops): the cell trapped: Index out of range",
        "needs.md:5:1: left out (needs-other): the cell needs the one at needs.md:1:1, which doesn't come to its end",
      ])
    var summary = BestEffortSummary()
    summary.add(chapter, result, ChapterCheck(chapter, result, onlyRecorded: true))
    #expect(
      summary.text == """
        3 cells: 3 compile, 1 run to their end.
        0 of 1 recorded outputs match; 1 stand in cells that were left out.
        2 left out; --verbose says which:
          1 compiles and doesn't come to its end
          1 needs such a cell
        """)
  }

  /// The programs in which cells are tried, as the numbers of the cells.
  private func scopes(_ code: [String]) throws -> [[Int]] {
    let text = code.map { "```swift\n\($0)\n```\n" }.joined()
    return CellScopes(try cells(text)).large.map { $0.map(\.index) }
  }

  @Test func `of two cells that can't stand together every run chooses the same`() throws {
    // Sets have another order in every process: by chance all ten pairs would be chosen so once in 1000.
    for number in 0..<10 {
      let (one, other) = ("A\(number)", "B\(number)")
      let cells = try cells(
        [
          "struct \(one) {}; struct X {}", "struct \(other) {}; struct X {}",
          "(\(one)(), \(other)())",
        ]
        .map { "```swift\n\($0)\n```\n" }.joined())
      #expect(CellScopes(cells).small(for: cells[2])[0].map(\.index) == [0, 2])
    }
  }

  @Test func `a name that is declared again begins a scope without the old one`() throws {
    #expect(try scopes(["let a = 1", "print(a)", "let a = 2", "print(a)"]) == [[0, 1], [2, 3]])
  }

  @Test func `a scope takes along what its cells name and what extends that`() throws {
    #expect(
      try scopes([
        "struct P {}", "let other = 0", "extension P { func f() {} }", "let a = P()", "let a = 2",
        "P().f()",
      ]) == [[0, 1, 2, 3], [0, 2, 4, 5]])
  }

  @Test func `overloads and members of different types stand side by side`() throws {
    #expect(
      try scopes([
        "func f(a: Int) {}", "func f(b: Int) {}", "struct A { var x = 1 }",
        "struct B { var x = 1 }",
      ]).count == 1)
    #expect(
      try scopes(["struct A { var x = 1 }", "extension A { var x: Int { 2 } }"]) == [[0], [1]])
  }

  @Test func `what a cell binds for itself is nobody else's`() throws {
    let names = CellNames("for row in rows { print(row.name) }\nfunc f(x: Int) { _ = x + y }")
    #expect(names.used == ["rows", "print", "Int", "y"])
    #expect(names.declared == ["f"])
  }
}
