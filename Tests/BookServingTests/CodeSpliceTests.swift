import Foundation
import Testing

@testable import BookServing
@testable import ChapterModel
@testable import SourceModel

@Suite struct CodeSpliceTests {
  @Test func `an edit of code that a page shows so still fits its cell`() throws {
    let text = "```swift\nlet a = \"\u{202E}\"\n```\n"
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    let splice = CodeSplice(chapter: try Chapter(source, url: URL(filePath: "/c.md")))
    let edit = CodeSplice.Edit(cell: 0, was: #"let a = "\u{202E}""#, code: "let a = 1")
    #expect(splice.applies(edit))
    #expect(
      String(decoding: splice.bytes(with: [edit]), as: UTF8.self) == "```swift\nlet a = 1\n```\n")
  }
}
