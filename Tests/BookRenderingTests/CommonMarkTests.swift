import Foundation
import Testing

@testable import BookRendering
@testable import CellExecution
@testable import ChapterModel
@testable import SourceModel

/// Whatever stands around cells survives the recording of their outputs byte for byte.
@Suite struct CommonMarkTests {
  /// What the specification has no example of.
  private static let ownExamples = [
    "", "\n\n\n", "text\r\nwith\rall\nendings\r\n", "\u{FEFF}mark in the middle\n", "no end",
    "````\n```swift\nnot a cell\n```\n````\n", "<!--\n```swift\n1\n```\n-->\n",
    "```output\nnobody's\n```\n", "<!-- output -->\n", "<!-- /output -->\n",
    "1. a\n\n   ```swift\n   1\n   ```\n2. b\n", "> - ```swift\n>   1\n>   ```\n",
    "- ```swift\n\t1\n  ```\n", "   ```swift\n   1\n   ```\n", "~~~swift\n1\n~~~\n",
    "``` swift  \n1\n`````   \n", "```Swift\n1\n```\n", "| a | b |\n|---|---|\n| `|` | ``` |\n",
    "[^1]: a footnote\n\n    ```swift\n    1\n    ```\n", "\\\n", "&#0;\u{0}\n", "é\u{301}👩‍👩‍👧\n",
    "<div>\n```swift\n1\n```\n</div>\n", "<script>\n```swift\n1\n```\n", "---\n---\n",
    "* * *\n> lazy\n```swift\n1\n```\n", "a\n===\n", "\t```swift\n\t1\n\t```\n",
  ]

  /// Ways of putting cells around an example.
  private static let wrappings: [@Sendable (String) -> String] = [
    { "```swift\n1\n```\n\n\($0)\n\n```swift\n2\n```\n" },
    { "```swift\n1\n```\n\($0)```swift\n2\n```\n" },
    { "\($0)\n```swift\n2\n```" },
    { "> ```swift\n> 1\n> ```\n\($0)\n\n- ```swift\n  2\n  ```\n" },
    { "```swift\r\n1\r\n```\r\n```output\r\nold\r\n```\r\n\($0)\r\n~~~swift\r\n2\r\n~~~\r\n" },
  ]

  @Test(
    .enabled(
      if: CommonMarkExamples.folder != nil,
      "CHAPTERS_TEST_DATA names no folder with CommonMark's examples"))
  func `every example of the specification survives around cells`() throws {
    try requireSurvival(of: CommonMarkExamples.texts())
  }

  @Test func `what the specification has no example of survives around cells`() throws {
    try requireSurvival(of: Self.ownExamples)
  }

  private func requireSurvival(of examples: [String]) throws {
    var cellCount = 0
    for example in examples {
      for wrap in Self.wrappings {
        cellCount += try requireSurvival(of: wrap(example), in: nil)
        _ = try requireSurvival(of: wrap(example), in: Settings())
      }
    }
    #expect(cellCount > examples.count * 4)
    #expect(cellCount > 0)
  }

  /// Records an output below each cell, and takes the records out again.
  private func requireSurvival(of text: String, in book: Settings?) throws -> Int {
    let url = URL(filePath: "/c.md")
    func chapter(_ bytes: [UInt8]) throws -> Chapter {
      try Chapter(SourceText(path: "c.md", bytes: bytes), url: url, in: book)
    }
    // In a book a fence that is left open is refused, and so nothing is written.
    guard let before = try? chapter(Array(text.utf8)) else { return 0 }
    let cells = before.cells.map { cell in
      (cell.index, CellResult(state: .ran, output: CellOutput(text: "new \(cell.index)\n```\n")))
    }
    let result = ChapterResult(
      cells: Dictionary(uniqueKeysWithValues: cells), failures: [], warnings: [], isCached: false)
    let recorded = try RecordSplice(before).bytes(with: result)
    let after = try chapter(recorded)
    try #require(after.cells.map(\.code) == before.cells.map(\.code), "\(text.debugDescription)")
    for cell in after.cells where cell.options.recordsOutput && cell.hasRoomForOutput {
      try #require(cell.record?.text == "new \(cell.index)\n```\n", "\(text.debugDescription)")
    }
    #expect(try RecordSplice(after).bytes(with: result) == recorded)
    #expect(without(after) == without(before), "\(text.debugDescription)")
    return before.cells.count
  }

  /// A chapter's bytes without its records, and without the ending that a last line has to get
  /// before a record can stand below it.
  private func without(_ chapter: Chapter) -> [UInt8] {
    var bytes = chapter.source.bytes
    for record in chapter.cells.compactMap(\.record).reversed() {
      bytes.removeSubrange(
        chapter.source.range(ofLines: record.fence.firstLine, through: record.fence.lastLine))
    }
    if bytes.last == .lineFeed { bytes.removeLast() }
    return bytes
  }
}
