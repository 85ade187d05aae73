import Foundation
import Testing

@testable import ChapterModel
@testable import SourceModel

@Suite struct ChapterTests {
  private func chapter(
    _ text: String, in book: Settings? = Settings()
  ) throws(ChapterError) -> Chapter {
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return try Chapter(source, url: URL(filePath: "/c.md"), in: book)
  }

  private func error(_ text: String) -> String? {
    do {
      _ = try chapter(text)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `a cell knows its place and its record`() throws {
    let cells = try chapter("# T\n\n> ```swift\n> let a = 1\n> ```\n> ```output\n> x\n> ```\n")
      .cells
    #expect(cells.count == 1)
    #expect(cells[0].code == "let a = 1\n")
    #expect(cells[0].location == SourceLocation(file: "c.md", line: 3, column: 3))
    #expect(cells[0].indentation == 2)
    #expect(cells[0].record?.text == "x\n")
  }

  @Test func `an unknown word is an error that lists the known ones`() {
    #expect(
      error("text\n\n```swift hiden\n```\n") == """
        c.md:3:1: error: 'hiden' is not a word for a cell (did you mean 'hidden'?); known are \
        \(CellWord.examples.joined(separator: ", "))
        """)
  }

  @Test(arguments: ["timeout=soon", "timeout=-1s", "timeout=", "tolerance=x", "tolerance=-1"])
  func `a word with a wrong value is an error`(_ word: String) {
    #expect(
      error("```swift \(word)\n```\n")?.hasPrefix("c.md:1:1: error: '\(word)' should") == true)
  }

  @Test(arguments: [
    "```swift\nlet a = 1\n", "> ```swift\n> let a = 1\n\n```\ntext\n```\n",
    "> ```swift\n> let a = 1\n```\ntext\n```\n", "- ```swift\n  1\n```\n2\n```\n",
    "````swift\n```\n", "```swift", "```swift\n    ```\n", "~~~swift\n```\n",
  ]) func `a fence without an end is an error`(_ text: String) {
    #expect(error(text)?.hasSuffix("end it with a line like the one it began with") == true)
  }

  @Test func `a text that isn't UTF-8 is an error at its line`() throws {
    let source = SourceText(path: "c.md", bytes: Array("a\r\nb".utf8) + [0xFF])
    #expect {
      try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
    } throws: {
      "\($0)" == "c.md:2:1: error: the chapter isn't UTF-8 from here on; save it in that encoding"
    }
  }

  @Test func `an unreadable file is an error that says why`() {
    #expect {
      try Chapter(contentsOf: URL(filePath: "/no/such.md"), shownAs: "such.md")
    } throws: {
      "\($0)".hasPrefix("such.md: error: the chapter can't be read: ")
    }
  }

  @Test func `front matter is no part of the Markdown`() throws {
    let text = "---\nlayout: x\n---\n# Title\n\n```swift\n1\n```\n"
    let chapter = try chapter(text, in: nil)
    #expect(chapter.title == "Title")
    #expect(chapter.cells[0].location.line == 6)
  }

  @Test func `an empty file is a chapter without cells`() throws {
    #expect(try chapter("").cells.isEmpty)
  }
}
