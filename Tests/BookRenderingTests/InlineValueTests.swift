import Foundation
import Testing

@testable import BookRendering
@testable import CellExecution
@testable import ChapterModel
@testable import CommonMark
@testable import SourceModel

/// Values in the place of inline code: in Markdown that reads as they print, in titles and headings.
@Suite struct InlineValueTests {
  private func chapter(_ text: String) throws -> Chapter {
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
  }

  private func result(_ values: [String], for chapter: Chapter) -> ChapterResult {
    let cells = chapter.cells.map {
      ($0.index, CellResult(state: .ran, output: CellOutput(text: values[$0.index % values.count])))
    }
    return ChapterResult(
      cells: Dictionary(uniqueKeysWithValues: cells), failures: [], warnings: [], isCached: false)
  }

  private func markdown(_ text: String, _ values: String...) throws -> String {
    let chapter = try chapter(text)
    let bytes = try RecordSplice(chapter).bytes(
      with: result(values, for: chapter), showingValues: true)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `what means something in Markdown is escaped`() throws {
    let table = "| a | b |\n|---|---|\n| `swift: x` | c |\n"
    #expect(try markdown(table, "a|b") == table.replacing("`swift: x`", with: "a\\|b"))
    #expect(try markdown("A `swift: x`.\n", "*x*") == "A \\*x\\*.\n")
    #expect(try markdown("A `swift: x`.\n", "0.5 -3 (x, y) f.g") == "A 0.5 -3 (x, y) f.g.\n")
    #expect(try markdown("`swift: x`\n", "-3.5") == "-3.5\n")
  }

  private static let values = [
    "a|b", "*x*", "_x_", "a_b_c", "`", "``x`", "\\", "a\\", "\\|", "[a](b)", "[^1]", "<b>", "&amp;",
    "&",
    "#", "# a", "a #", "- a", "+ a", "1. a", "12) a", "---", "===", "=", "-", "> a", "~~a~~", "$x$",
    "$",
    "!", "![a](b)", "a!", "    a", "a  ", "", " ", ":-", "|", "0.5", "-3", "(a)", ": a", "[", "]",
    "{a}",
    "http://a.b", "<http://a.b>", "a*", "**", "\\*", "&#42;", "```", "~~~", "<!--", "é👩‍👩‍👧", "a\tb",
    "| - |", "* * *", "[a]: b", "1.", "=a", "\u{A0}a",
  ]

  private static let places = [
    "A `swift: x` b\n", "`swift: x`\n", "`swift: x` b\n", "a `swift: x`\n", "a\n`swift: x`\nb\n",
    "# `swift: x`\n", "# a `swift: x`\n\nb\n", "a `swift: x`\n===\n", "`swift: x`\n---\n",
    "- `swift: x`\n",
    "> `swift: x`\n", "1. `swift: x`\n   b\n", "| a |\n|---|\n| `swift: x` |\n",
    "| a | b |\n|---|---|\n|`swift: x`|c|\n", "*a `swift: x` b*\n", "[a `swift: x`](b)\n",
    "[a]`swift: x`\n", "b[^1]\n\n[^1]: `swift: x`\n",
    "a **`swift: x`** ~~`swift: x`~~ `swift: x`\n",
    "`swift: x``y`\n", "a `swift: x`[b](c)\n", "a\n  `swift: x`  \nb\n", "\\`a `swift: x`\n",
  ]

  /// The page of a Markdown with escaped values has to be that of the chapter with the values as HTML,
  /// but for space, which a page doesn't show.
  @Test(arguments: places) func `a value in Markdown reads as it prints`(_ place: String) throws {
    for value in Self.values {
      let chapter = try chapter(place)
      let result = result([value], for: chapter)
      var replacements = MarkdownDocument.Replacements()
      replacements.inlines = chapter.values(in: result).mapValues(\.escapedForHTML)
      let wanted = MarkdownDocument.html(of: place.utf8, replacements)
      let bytes = try RecordSplice(chapter).bytes(with: result, showingValues: true)
      let markdown = String(decoding: bytes, as: UTF8.self).debugDescription
      #expect(
        Self.withoutSpace(MarkdownDocument.html(of: bytes)) == Self.withoutSpace(wanted),
        "\(value.debugDescription) in \(place.debugDescription) is \(markdown)")
    }
  }

  private static func withoutSpace(_ html: String) -> String {
    html.filter { !$0.isWhitespace }
  }

  @Test func `an expression with pipes stands in a table`() throws {
    let text = "| a |\n|---|\n| `swift: x \\|\\| y` |\n"
    #expect(try chapter(text).cells.map(\.code) == ["x || y"])
    #expect(try markdown(text, "true") == "| a |\n|---|\n| true |\n")
  }

  @Test(arguments: [
    ("# Title `swift: x`\n", "Title 1 &lt; 2"), ("Title `swift: x`\n===\n", "Title 1 &lt; 2"),
    ("# *Title `swift: x`*\n", "<em>Title 1 &lt; 2</em>"),
    ("# [a `swift: x`](02-two.md) `b`\n", "<a href=\"02-two.html\">a 1 &lt; 2</a> <code>b</code>"),
    ("> # `swift: x`, `swift: x`\n", "1 &lt; 2, 1 &lt; 2"),
    ("a `b`\n\n## c `swift: x` **`d`** ##\n", "c 1 &lt; 2 <strong><code>d</code></strong>"),
  ]) func `a heading shows its values`(_ text: String, _ html: String) throws {
    let chapter = try chapter(text)
    let page = ChapterHTML(chapter).content(with: result(["1 < 2"], for: chapter))
    let text = page.replacing(/<\/?span[^>]*>/, with: "")
    #expect(text.contains("\(html)</h"), "\(page)")
    #expect(ChapterHTML(chapter).content(with: nil).contains("<code>swift: x</code>"))
  }

  @Test func `title, sections and first paragraph have the values after a run`() throws {
    let chapter = try chapter("`a` and `swift: x`.\n\n# T `swift: x`\n\n## S `b` `swift: x`\n")
    let result = result(["1 & 2"], for: chapter)
    #expect(chapter.title(with: result) == "T 1 & 2")
    #expect(chapter.headings(with: result).map(\.text) == ["T 1 & 2", "S b 1 & 2"])
    #expect(chapter.summary(with: chapter.values(in: result)) == "<code>a</code> and 1 &amp; 2.")
    #expect(chapter.title(with: [:]) == "T swift: x")
  }
}
