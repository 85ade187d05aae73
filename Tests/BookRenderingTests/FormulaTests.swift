import Foundation
import Testing

@testable import BookRendering
@testable import ChapterModel
@testable import CommonMark
@testable import SourceModel
@testable import TeXMath

/// What in a document is mathematics, and where.
@Suite struct FormulaTests {
  private func formulas(_ text: String) -> [String] {
    MarkdownDocument(Array(text.utf8)).formulas().map(\.formula.tex)
  }

  private func complaint(_ text: String, in book: Settings? = Settings()) -> String? {
    do {
      let source = SourceText(path: "c.md", bytes: Array(text.utf8))
      _ = try Chapter(source, url: URL(filePath: "/c.md"), in: book)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func `signs within formulas are no emphasis`() {
    #expect(formulas("$a_1 * b_1 * c$ and $\\{x\\}$ *so*") == ["a_1 * b_1 * c", "\\{x\\}"])
    let html = MarkdownDocument.html(of: "$a_1$ *so* _x_".utf8)
    #expect(html.contains("<em>so</em> <em>x</em>"))
    #expect(html.hasPrefix("<p><math>"))
  }

  @Test func `punctuation behind a formula keeps to its line`() {
    let html = MarkdownDocument.html(of: "So $x$. Here ($y$), *and* $z$ there.".utf8)
    #expect(html.hasPrefix("<p>So <span class=\"unbroken\"><math>"))
    #expect(html.contains("</math>.</span> Here (<span class=\"unbroken\"><math>"))
    #expect(html.contains("</math>),</span> <em>and</em> <math>"))
    #expect(html.hasSuffix("</math> there.</p>\n"))
    #expect(!MarkdownDocument.html(of: "It is\n$$x$$, then".utf8).contains("unbroken"))
  }

  @Test(arguments: [
    "It costs $5, not $6.", "From $20,000 to $30,000", "$5-$10", "US$5 and CA$6", "a $ b $ c",
    "`$x$`", "``` $x$ ```", "\\$x$", "$x\\$", "    $x$", "$$ $$", "$$x$", "echo $HOME and $PATH",
    "<span title=\"$x$\">", "[a]($x$)", "$`a` or `b`$", "```sh\n$x$\n```",
  ])
  func `prices, shells and code are no mathematics`(text: String) {
    #expect(formulas(text) == [])
    #expect(!MarkdownDocument.html(of: text.utf8).contains("<math"))
  }

  @Test func `formulas stand in headings, tables, quotes, lists and on lines of their own`() {
    #expect(formulas("# The loss $L$\n") == ["L"])
    #expect(formulas("A $`W_1 * x`$.\n") == ["W_1 * x"])
    #expect(formulas("| a |\n|---|\n| $x$ |\n") == ["x"])
    #expect(formulas("> $$\n> x\n> $$\n") == ["\nx\n"])
    #expect(formulas("- $x$\n- *$y$*\n") == ["x", "y"])
    #expect(formulas("```math\nx = 1\n```\n") == ["x = 1\n"])
    let html = MarkdownDocument.html(of: "```math\nx\n```\n".utf8)
    #expect(html.hasPrefix("<span class=\"formula\"><math display=\"block\">"))
  }

  @Test func `a heading's formula is in its text and address`() throws {
    func title(_ text: String) throws -> String {
      let source = SourceText(path: "c.md", bytes: Array("# \(text)\n".utf8))
      return try Chapter(source, url: URL(filePath: "/c.md"), in: Settings()).title
    }
    #expect(try title("The loss $L(\\theta)$") == "The loss L(θ)")
    #expect(try title("Where $a<b$") == "Where a<b")
    #expect(try title("The loss $L_{ij}$") == "The loss L_{ij}")
    let html = ChapterHTML(
      try Chapter(
        SourceText(path: "c.md", bytes: Array("# The loss $L_1$\n".utf8)),
        url: URL(filePath: "/c.md"))
    ).content(with: nil)
    #expect(html.contains("<h1 id=\"the-loss-l-1\">The loss <math>"))
  }

  @Test(arguments: [
    ("Text $\\foo$\n", "c.md:1:7"),
    ("Text\n  more $x$ $x + \\foo$\n", "c.md:2:17"),
    ("> - a\n>   $$\n>   x\n>   y \\foo\n>   $$\n", "c.md:4:7"),
    ("A $`x + \\foo`$\n", "c.md:1:9"),
    ("---\ntitle: A\n---\n\n```math\nx\n  \\foo\n```\n", "c.md:7:3"),
    ("$$\na\n$$ and\n$$\nb\n$$ and $\\foo$\n", "c.md:6:9"),
  ])
  func `a formula that can't be read is an error at its place`(text: String, place: String) throws {
    let found = try #require(complaint(text))
    #expect(found == "\(place): error: '\\foo' is not a command that formulas know")
  }

  @Test func `what stands behind a formula of many lines keeps its line`() {
    let document = MarkdownDocument(Array("$$\nx\n$$\n[a](b) and `c`\n\n[d](e)\n".utf8))
    #expect(document.references().map(\.line) == [4, 6])
    #expect(document.inlineCode().map(\.line) == [4])
  }

  @Test func `other people's formulas are shown as they are where they can't be read`() throws {
    #expect(complaint("$\\foo$\n", in: nil) == nil)
    #expect(MarkdownDocument.html(of: "$\\foo$".utf8) == "<p><code>\\foo</code></p>\n")
  }

  @Test func `the documentation names every command, and its formulas can be read`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let text = try String(
      contentsOf: root.appending(path: "Documentation/Mathematics.md"), encoding: .utf8)
    let formulas = MarkdownDocument(Array(text.utf8)).formulas().map(\.formula)
    #expect(formulas.count > 20)
    for formula in formulas { #expect(formula.error == nil, "\(formula.tex)") }
    let named = Set(text.matches(of: /\\([A-Za-z]+)/).map { String($0.output.1) })
    #expect(Set(TeXCommands.all).subtracting(named) == [])
  }

  @Test func `formulas and struck words are found by many threads at once`() async {
    let text = Array(String(repeating: "~~a~~ and $x$\n\n", count: 200).utf8)
    await withTaskGroup(of: Bool.self) { tasks in
      for _ in 0..<200 {
        tasks.addTask {
          let document = MarkdownDocument(text)
          return document.formulas().count == 200
            && MarkdownDocument.html(of: text).count { $0 == "~" } == 0
        }
      }
      for await found in tasks { #expect(found) }
    }
  }
}
