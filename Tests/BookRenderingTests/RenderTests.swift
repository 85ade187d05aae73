import Foundation
import Testing

@testable import BookRendering
@testable import CellExecution
@testable import ChapterModel
@testable import SourceModel

@Suite struct RenderTests {
  private func content(_ text: String, _ result: ChapterResult? = nil) throws -> String {
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return ChapterHTML(try Chapter(source, url: URL(filePath: "/c.md"))).content(with: result)
  }

  @Test func `a cell becomes coloured code and its output`() throws {
    let text = "```swift\nlet a = \"<b>\"  // & so\n```\n```output\n<i>\n```\n"
    #expect(
      try content(text) == """
        <div class="cell" id="cell-1" data-cell="0">
        <pre class="code"><code class="language-swift"><span class="keyword">let</span> a = \
        <span class="string">&quot;&lt;b&gt;&quot;</span>  \
        <span class="comment">// &amp; so</span></code></pre>
        <div class="outputs"><pre class="output"><samp>&lt;i&gt;</samp></pre></div>
        </div>

        """)
  }

  @Test func `hidden cells are left out, silent ones show their code`() throws {
    let text = "```swift hidden\nlet a = 1\n```\n\n```swift silent\na\n```\n```output\n1\n```\n"
    let html = try content(text)
    #expect(!html.contains("let"))
    #expect(html.contains("language-swift\">a</code>"))
    #expect(!html.contains("class=\"output\""))
  }

  @Test func `a trap's message, one long line, is marked as prose that wraps`() throws {
    let html = try content("```swift traps\nf()\n```\n```output\nFatal error: no\n```\n")
    #expect(html.contains("<pre class=\"output message\"><samp>Fatal error: no</samp></pre>"))
  }

  @Test func `headings can be linked to, equal ones too`() throws {
    let html = try content("# A `b` & c\n\n## Same\n\n## Same\n\n###\n")
    #expect(html.contains("<h1 id=\"a-b-c\">A <code>b</code> &amp; c</h1>"))
    #expect(html.contains("<h2 id=\"same\">Same</h2>"))
    #expect(html.contains("<h2 id=\"same-1\">Same</h2>"))
    #expect(html.contains("<h3 id=\"section\"></h3>"))
  }

  @Test func `links between chapters lead to pages, others stay`() throws {
    let html = try content("[a](02-b.md) [b](02-b.md#c) [c](https://x.org/y.md) [d](/e.md)\n")
    #expect(html.contains("href=\"02-b.html\""))
    #expect(html.contains("href=\"02-b.html#c\""))
    #expect(html.contains("href=\"https://x.org/y.md\""))
    #expect(html.contains("href=\"/e.md\""))
  }

  @Test func `a failed cell shows why, and those after it that they did not run`() throws {
    let location = SourceLocation(file: "c.md", line: 2, column: 1)
    let result = ChapterResult(
      cells: [
        0: CellResult(state: .failed, output: CellOutput(text: "so far\n")),
        1: CellResult(state: .notRun),
      ],
      failures: [
        CellFailure(
          cell: Cell.ID(file: "c.md", index: 0), location: location, reason: .threw("<no>"))
      ], warnings: [],
      isCached: false)
    let html = try content("```swift\nf()\n```\n\n```swift\ng()\n```\n", result)
    #expect(html.contains("<div class=\"cell failed\" id=\"cell-1\" data-cell=\"0\">"))
    #expect(html.contains("<samp>so far</samp>"))
    #expect(
      html.contains("c.md:2:1: error: the cell threw an error that nothing catches: &lt;no&gt;"))
    #expect(html.contains("<div class=\"cell skipped\" id=\"cell-2\" data-cell=\"1\">"))
  }

  @Test func `tables and footnotes are read as code hosts read them`() throws {
    let html = try content(
      """
      | name | size[^1] |
      |------|---------:|
      | ~~a~~ | 2 |

      Text[^note].

      [^1]: In bytes.
      [^note]: With `code`.

      """)
    #expect(html.contains("<th align=\"right\">size<sup class=\"footnote-ref\">"))
    #expect(html.contains("<td><del>a</del></td>"))
    #expect(html.contains("<section class=\"footnotes\""))
    #expect(html.contains("<li id=\"fn-note\">\n<p>With <code>code</code>."))
  }
}

@Suite struct SpoolTests {
  @Test func `pieces come out in the order of their numbers, and nothing stays`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "spool-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let spool = try Spool(in: folder)
    let long = [UInt8](repeating: 7, count: 1 << 20)
    for (number, piece) in [(9, [1, 2]), (3, long), (4, []), (0, [5])] as [(Int, [UInt8])] {
      try spool.add(piece, number: number)
    }
    #expect(Array(spool.pieces) == [[5], long, [], [1, 2]])
    #expect(spool.has(4) && !spool.has(5))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)

    let file = folder.appending(path: "file")
    try AtomicFile.write(pieces: spool.pieces, to: file)
    #expect(try Data(contentsOf: file) == Data([5] + long + [1, 2]))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
  }
}
