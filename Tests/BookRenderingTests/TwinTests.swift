import Foundation
import Testing

@testable import BookRendering
@testable import ChapterModel
@testable import RecordCheck
@testable import SourceModel

@Suite struct TwinTests {
  private func chapter(_ text: String) throws -> Chapter {
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
  }

  @Test func `a twin belongs to the cell above it, and stands behind a word`() throws {
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
    let html = ChapterHTML(chapter).content(with: nil)
    let code = #"<span class="number">1</span> &lt; <span class="number">2</span>"#
    #expect(
      html.contains(
        """
        <details class="twin"><summary>PyTorch</summary>
        <pre class="code"><code class="language-python">\(code)</code></pre></details>
        """))
    #expect(html.components(separatedBy: code).count == 2, "shown once")
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

  @Test(.enabled(if: ProcessInfo.processInfo.environment["PYTORCH_PYTHON"] != nil))
  func `twins run as one program, and print what their cells have recorded`() async throws {
    func cell(_ output: String, _ twin: String) -> String {
      "```swift\n1\n```\n```output\n\(output)\n```\n```python twin\n\(twin)\n```\n\n"
    }
    let text =
      cell("tensor([1., 1.])", "import torch\na = torch.ones(2)\na")
      + cell("2.0", "a.sum().item()") + cell("3.5", "print(3.0)") + cell("4", "1 +\n1")
    let check = try await TwinCheck(try chapter(text), with: TwinRunner())
    #expect(check.count == 4)
    #expect(check.differences.map(\.twin.location.line) == [29, 39])
    #expect(check.differences.first?.diff?.lines.count == 2)
    #expect(
      check.differences.last?.message
        == "the twin stopped: c.md:40: SyntaxError: invalid syntax")
  }
}
