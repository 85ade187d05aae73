import Foundation
import Testing

@testable import BookRendering
@testable import ChapterModel
@testable import SourceModel

@Suite struct VisibleCodeTests {
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
}
