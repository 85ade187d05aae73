import Foundation
import Testing

@testable import BookRendering
@testable import CellExecution
@testable import ChapterModel
@testable import RecordCheck
@testable import SourceModel

/// Records in places where Markdown makes it hard to stand.
@Suite struct RecordSpliceTests {
  private func chapter(_ text: String, in book: Settings? = Settings()) throws -> Chapter {
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return try Chapter(source, url: URL(filePath: "/c.md"), in: book)
  }

  /// The results of cells that print given texts.
  private func result(_ outputs: [String]) -> ChapterResult {
    let cells = outputs.enumerated().map {
      ($0, CellResult(state: .ran, output: CellOutput(text: $1)))
    }
    return ChapterResult(
      cells: Dictionary(uniqueKeysWithValues: cells), failures: [], warnings: [], isCached: false)
  }

  /// A chapter after an update; a second one has to change nothing, and `check` to pass.
  private func updated(_ text: String, _ outputs: String...) throws -> String {
    let result = result(outputs)
    let bytes = try RecordSplice(try chapter(text)).bytes(with: result)
    let after = try chapter(String(decoding: bytes, as: UTF8.self))
    #expect(ChapterCheck(after, result).differences.isEmpty)
    #expect(try RecordSplice(after).bytes(with: result) == bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `a cell whose comments say what it prints is left alone`() throws {
    let chapter = try chapter("```swift\nprint(a)\n// Prints \"1\"\n```\n")
    let cell = CellResult(
      state: .ran, output: CellOutput(text: "other\n"),
      statements: [StatementOutput(line: 1, text: "other\n")])
    let result = ChapterResult(cells: [0: cell], failures: [], warnings: [], isCached: false)
    #expect(try RecordSplice(chapter).bytes(with: result) == chapter.source.bytes)
  }

  @Test func `cells of footnotes are recorded where they stand, in the order of the text`() throws {
    let text = """
      Text[^n].

      [^n]: note

          ```swift
          print("in the footnote")
          ```

      ```swift
      print("below")
      ```

      """
    #expect(
      try updated(text, "in the footnote\n", "below\n") == """
        Text[^n].

        [^n]: note

            ```swift
            print("in the footnote")
            ```
            ```output
            in the footnote
            ```

        ```swift
        print("below")
        ```
        ```output
        below
        ```

        """)
  }

  @Test func `a footnote's stale record above a cell that has one is compared`() throws {
    let text = """
      Text[^n].

      [^n]: note

          ```swift
          1
          ```
          ```output
          stale
          ```

      ```swift
      2
      ```
      ```output
      2
      ```

      """
    let check = ChapterCheck(try chapter(text), result(["1\n", "2\n"]))
    #expect(check.differences.map(\.recorded) == ["stale\n"])
    #expect(try updated(text, "1\n", "2\n") == text.replacing("stale", with: "1"))
  }

  @Test(arguments: [
    "[^n]: note\n\n    ```swift\n    1\n    ```\n",
    "> [^n]: ```swift\n>     1\n>     ```\n",
    "Text[^a].\n\n[^a]: one\n\n[^a]: two\n\n    ```swift\n    1\n    ```\n",
    "- [^a]: two\n\n      ```swift\n      1\n      ```\n\nText",
  ]) func `a cell in a footnote that isn't shown is an error`(_ text: String) throws {
    for book in [nil, Settings()] {
      let error = #expect(throws: ChapterError.self) { try chapter(text, in: book) }
      #expect(
        error?.description.hasSuffix(
          """
          error: this cell stands in a footnote that isn't shown; refer to it in the text, by a name \
          that no other footnote has
          """) == true)
    }
  }

  @Test(arguments: [
    "Text[^n].\n\n[^n]: note\n\n    ```swift\n    1\n    ```\n",
    "Text[^a].\n\n[^a]: one[^b]\n\n[^b]: two\n\n    ```swift\n    1\n    ```\n",
    "```swift\n1\n```\n```output\n[^n]: note\n\n    ```swift\n    1\n    ```\n```\n",
    "````text\n[^n]: note\n\n    ```swift\n    1\n    ```\n````\n",
    "[^n]: note\n\n        ```swift\n        1\n        ```\n", "[^n]\n\n```swift\n1\n```\n",
  ]) func `others aren't`(_ text: String) throws {
    #expect(try chapter(text).cells.count <= 1)
  }

  @Test(arguments: [
    "- item\n\n\t```swift\n\tprint(\"a\")\n\t```\n",
    "1. item\n\n\t```swift\n\tprint(\"a\")\n\t```\n",
    "- item\n\n\t```swift\n\tprint(\"a\")\n\t```\n\t```output\n\tstale\n\t```\n",
    "-\t```swift\n\tprint(\"a\")\n\t```\n", "> - item\n>\n>\t```swift\n>\t1\n>\t```\n",
    "- a\n  - b\n\n\t```swift\n\t1\n\t```\n", "*\titem\n\n\t  ```swift\n\t  1\n\t  ```",
    "Text[^long-name].\n\n[^long-name]: ```swift\n    1\n    ```\n",
    "[^n]\n\n[^n]:\tnote\n\n\t```swift\n\t1\n\t```\n",
    "Text[^a>b].\n\n[^a>b]: ```swift\n    1\n    ```\n",
  ]) func `a cell behind a tab or a mark has its output after one update`(_ text: String) throws {
    for output in ["a\n", "a\n\n  b\n\tc\n", "```\n", "\n"] {
      let after = try chapter(try updated(text, output))
      #expect(after.cells.map(\.record?.text) == [output])
    }
  }

  @Test func `an output holds fences of any length`() throws {
    for length in [3, 4, 100, 253, 254, 255, 256, 300, 1000] {
      for mark in ["`", "~"] {
        let output = String(repeating: mark, count: length) + "\n"
        let after = try chapter(try updated("```swift\n1\n```\n", output))
        #expect(after.cells.first?.record?.text == output)
      }
    }
    let both = ["`", "~"].map { String(repeating: $0, count: 260) + " x\n" }.joined()
    #expect(try chapter(try updated("```swift\n1\n```\n", both)).cells.first?.record?.text == both)
  }

  @Test func `a cell may have a fence of any length`() throws {
    for length in [255, 256, 300] {
      let fence = String(repeating: "`", count: length)
      #expect(try updated("\(fence)swift\n1\n\(fence)\n", "1\n").hasSuffix("```output\n1\n```\n"))
    }
  }

  @Test func `what can't be recorded is refused in words, and nothing is written`() throws {
    let lines = ["`", "~"].map { String(repeating: $0, count: 260) + "\n" }.joined()
    let error = #expect(throws: SpliceError.self) { try updated("\n```swift\n1\n```\n", lines) }
    #expect(error?.description.hasPrefix("c.md:2:1: error: the output of this cell can't") == true)
  }
}
