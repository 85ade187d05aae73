import Foundation
import Testing

@testable import BookRendering
@testable import ChapterModel
@testable import SourceModel

/// Twins in the page.
@Suite struct TwinHTMLTests {
  private func chapter(_ text: String, _ twins: TwinSettings? = nil) throws -> Chapter {
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    var settings = Settings()
    settings.twins = twins
    return try Chapter(source, url: URL(filePath: "/c.md"), in: settings)
  }

  @Test func `a twin stands behind a word`() throws {
    let html = try ChapterHTML(chapter("```swift\n1 + 1\n```\n```python twin\n1 < 2\n```\n"))
      .content(with: nil)
    let code = #"<span class="number">1</span> &lt; <span class="number">2</span>"#
    #expect(
      html.contains(
        """
        <details class="twin"><summary>Python</summary>
        <pre class="code"><code class="language-python">\(code)</code></pre></details>
        """))
    #expect(html.components(separatedBy: code).count == 2, "shown once")
  }

  @Test func `the label of the twins is the book's`() throws {
    var twins = TwinSettings()
    twins.label = "NumPy & co."
    let chapter = try chapter("```swift\n1\n```\n```python twin\n1\n```\n", twins)
    #expect(ChapterHTML(chapter).content(with: nil).contains("<summary>NumPy &amp; co.</summary>"))
  }
}
