import Foundation
import TestSupport
import Testing

@testable import BookRendering
@testable import CellExecution
@testable import ChapterModel
@testable import Display
@testable import SourceModel

@Suite struct PlainDrawingTests {
  private static let start = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox='0 0 1 1'>"

  @Test(arguments: [
    "<rect x=\"0\" y=\"0\" width=\"1\" height=\"1\" style=\"fill: var(--a)\"/>",
    "<style>\n.a { fill: url(#b) } @media (prefers-color-scheme: dark) { .a { fill: #fff } }\n</style>",
    "<title>a &amp; b > c</title><g id=\"b\"><text>javascript: onload=</text></g>",
    "<image href=\"data:image/png;base64,AAAA\"/><use href=\"#b\" />",
    "<linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"red\"/></linearGradient>",
  ]) func `a drawing that only draws stands in the page`(_ content: String) {
    #expect(PlainDrawing.holds("\(Self.start)\(content)</svg>\n"[...]))
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "<SCRIPT>alert(1)</SCRIPT>", "<script href=\"data:,alert(1)\"/>",
    "<rect onload=\"alert(1)\"/>", "<rect OnClick='alert(1)'/>", "<rect\nonload=\"alert(1)\"/>",
    "<rect/onload=\"alert(1)\"/>", "<rect x=\"1\"onload=\"alert(1)\"/>", "<rect onload=alert(1) />",
    "<a href=\"javascript:alert(1)\"><text>x</text></a>", "<a xlink:href=\"&#106;avascript:x\"/>",
    "<foreignObject><iframe srcdoc=\"<script>alert(1)</script>\"/></foreignObject>",
    "<use href=\"data:image/svg+xml;base64,AAAA#a\"/>",
    "<image href=\"https://example.org/a.png\"/>",
    "<image href=\" javascript:alert(1)\"/>",
    "<animate attributeName=\"href\" to=\"javascript:x\"/>",
    "<set attributeName=\"onload\" to=\"alert(1)\"/>",
    "<title><img src=x onerror=alert(1)></title>",
    "<desc></desc><p>out</p>", "<!--><script>alert(1)</script>-->", "<![CDATA[<script>]]>",
    "<?xml-stylesheet href=\"a.css\"?>", "<style>@import 'https://example.org/a.css';</style>",
    "<style>a { b: url(https://example.org) }</style>", "<rect style=\"fill: u\\72l(https://a)\"/>",
    "<rect fill=\"&#117;rl(https://example.org/a)\"/>", "<g>", "</g>", "</svg><p>x</p><svg>", "<",
    "<svg>", "<math><mi>x</mi></math>", "<embed src=\"a\"/>", "<rect x=\"<\"/>",
  ]) func `one that may do something else doesn't`(_ content: String) {
    #expect(!PlainDrawing.holds("\(Self.start)\(content)</svg>"[...]))
  }

  @Test func `what isn't one element isn't one drawing`() {
    for text in ["", "<svg", "<svg>", "</svg>", "<svg/><svg/>", "<svg/>text", "text<svg/>", "<g/>"]
    {
      #expect(!PlainDrawing.holds(text[...]), "\(text)")
    }
    #expect(PlainDrawing.holds("<svg/>"))
  }

  @Test func `a drawing with a script is an image in its page, one without stands in it`() throws {
    let text = "```swift\nf()\n```\n"
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    let chapter = try Chapter(source, url: URL(filePath: "/c.md"))
    for (content, isInPage) in [("<rect/>", true), ("<script>alert(1)</script>", false)] {
      let figure = Figure(
        format: .svg, data: Data("\(Self.start)\(content)</svg>".utf8), description: "A drawing")
      let cell = CellResult(state: .ran, output: CellOutput([.figure(figure)]))
      let result = ChapterResult(cells: [0: cell], failures: [], warnings: [], isCached: false)
      let html = ChapterHTML(chapter).content(with: result)
      #expect(html.contains(content) == isInPage)
      #expect(
        html.contains("<img src=\"figures/c.a-drawing.svg\" alt=\"A drawing\">") != isInPage)
    }
  }

  @Test
  func `the style of drawings is in a page once, whatever its theme, and in none without drawings`()
    throws
  {
    let text = "# A\n\n```swift\nf()\n```\n"
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    let chapter = try Chapter(source, url: URL(filePath: "/c.md"))
    let drawing = Drawing("A drawing", width: 10, height: 10)
    let figure = Figure(format: .svg, data: Data(drawing.svg.utf8), description: "A drawing")
    let cell = CellResult(state: .ran, output: CellOutput([.figure(figure), .figure(figure)]))
    let result = ChapterResult(cells: [0: cell], failures: [], warnings: [], isCached: false)
    let page = ChapterHTML(chapter).article(with: result)
    #expect(page.ranges(of: "class=\"drawing\"").count == 2)
    #expect(page.ranges(of: Drawing.style).count == 1)
    #expect(!ChapterHTML(chapter).article(with: nil).contains("<style>"))
    #expect(ChapterHTML(chapter, isLive: true).article(with: nil).contains(Drawing.style))
  }

  @Test func `the book's own drawings stand in its pages`() throws {
    let folder = TestFiles.tests.deletingLastPathComponent().appending(path: "Chapters/figures")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".svg") {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      #expect(PlainDrawing.holds(text[...]), "\(name)")
    }
  }
}
