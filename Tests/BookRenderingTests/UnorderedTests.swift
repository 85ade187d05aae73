import Foundation
import Testing

@testable import BookRendering
@testable import CellExecution
@testable import ChapterModel
@testable import RecordCheck
@testable import SourceModel

/// The word `unordered`: in what is recorded and in what comments say.
@Suite struct UnorderedTests {
  private func chapter(_ text: String) throws -> Chapter {
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
  }

  private func check(_ chapter: Chapter, _ cell: CellResult) -> ChapterCheck {
    ChapterCheck(
      chapter, ChapterResult(cells: [0: cell], failures: [], warnings: [], isCached: false))
  }

  @Test func `a record keeps its order, and only what is new in it differs`() throws {
    let chapter = try chapter("```swift unordered\n1\n```\n```output\na\nb\n```\n")
    let same = CellResult(state: .ran, output: CellOutput(text: "b\na\n"))
    #expect(check(chapter, same).differences.isEmpty)
    let result = ChapterResult(cells: [0: same], failures: [], warnings: [], isCached: false)
    #expect(try RecordSplice(chapter).bytes(with: result) == chapter.source.bytes)
    let other = CellResult(state: .ran, output: CellOutput(text: "c\na\n"))
    let difference = try #require(check(chapter, other).differences.first)
    #expect(difference.location.line == 6)
    #expect(DifferenceReport(usesColour: false).details(difference) == "    a\n  - b\n  + c\n")
  }

  @Test func `comments may promise lines in any order`() throws {
    let code = """
      ```swift unordered
      for name in Set(names) { print(name) }
      // Prints "a"
      // Prints "b"
      ```

      """
    let statements = { (text: String) in
      CellResult(
        state: .ran, output: CellOutput(text: text),
        statements: [StatementOutput(line: 1, text: text)])
    }
    #expect(try check(chapter(code), statements("b\na\n")).differences.isEmpty)
    #expect(try check(chapter(code), statements("b\nc\n")).differences.count == 1)
    let ordered = code.replacing(" unordered", with: "")
    #expect(try check(chapter(ordered), statements("b\na\n")).differences.count == 1)
    let within = """
      ```swift unordered
      for name in Set(names) {
        print(name)
        // Prints "a"
        // Prints "b"
      }
      ```

      """
    #expect(try check(chapter(within), statements("b\nx\na\n")).differences.isEmpty)
    #expect(try check(chapter(within), statements("b\nx\nb\n")).differences.count == 1)
  }

  @Test func `words about the comparison alone don't make a cell run again`() throws {
    let plain = try chapter("```swift\n1\n```\n")
    for words in ["unordered", "tolerance=1e-3", "unordered tolerance=1 hints=off"] {
      #expect(try chapter("```swift \(words)\n1\n```\n").identity == plain.identity)
    }
    #expect(try chapter("```swift isolated\n1\n```\n").identity != plain.identity)
  }

  @Test func `a word that is nearly the one is told`() {
    let error = #expect(throws: ChapterError.self) { try chapter("```swift unorderd\n1\n```\n") }
    #expect(error?.description.contains("(did you mean 'unordered'?)") == true)
  }
}
