import Foundation
import Testing

@testable import Literate

@Suite struct VisibleTextTests {
  @Test func `every character that is obeyed is written out, and no other is touched`() {
    let obeyed: [UInt32] =
      Array(0...8) + Array(0x0B...0x1F) + Array(0x7F...0x9F) + [0x061C, 0x200E, 0x200F]
      + Array(0x2028...0x202E) + Array(0x2066...0x2069)
    for value in obeyed {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "a\(Character(scalar))b"
      #expect(text.visible == "a\\u{\(String(value, radix: 16, uppercase: true))}b")
    }
    let fine =
      "tab\t, line\nend, é, ²…–“”’, 文字, ‍👩‍👩‍👧, ␛, \u{A0}\u{200B}\u{200D}\u{2027}\u{202F}\u{2065}\u{206A}\u{D8}"
    #expect(fine.visible == fine)
    #expect("one\r\ntwo\rthree\r\n".visible == "one\ntwo\\u{D}three\n")
  }

  @Test func `code in a page shows them, prose keeps its marks of direction`() throws {
    let text = """
      שלום\u{200F} `a\u{202E}b`

      ```
      let c = "\u{2066}"
      ```

      ```swift
      let d = "\u{202E}\u{9B}" // \u{1B}[2J
      ```
      ```output
      \u{1B}[2J\u{202E}
      ```

      """
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    let html = ChapterHTML(try Chapter(source, url: URL(filePath: "/c.md"))).content(with: nil)
    #expect(html.contains("שלום\u{200F}"))
    #expect(html.contains(#"<code>a\u{202E}b</code>"#))
    #expect(html.contains(#"let c = &quot;\u{2066}&quot;"#))
    #expect(html.contains(#"&quot;\u{202E}\u{9B}&quot;"#))
    #expect(html.contains(#"// \u{1B}[2J"#))
    #expect(html.contains(#"<samp>\u{1B}[2J\u{202E}</samp>"#))
    let rest = html.unicodeScalars.filter(\.isObeyed)
    #expect(Array(rest) == ["\u{200F}"])
  }

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
