import Foundation
import Testing

@testable import BookRendering
@testable import CellExecution
@testable import ChapterModel
@testable import RecordCheck
@testable import SourceModel

/// What readers predict: in the page, and how `check` compares choices.
@Suite struct PredictionHTMLTests {
  private func chapter(_ words: String) throws -> Chapter {
    let text = "```swift \(words)\nprint(certainty)\n```\n```output\n0.99\n```\n"
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    return try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
  }

  private func result(_ text: String) -> ChapterResult {
    let cell = CellResult(state: .ran, output: CellOutput(text: text))
    return ChapterResult(cells: [0: cell], failures: [], warnings: [], isCached: false)
  }

  @Test func `the output unfolds, with the rules by which a guess is compared`() throws {
    let html = try ChapterHTML(chapter("predict tolerance=0.01 unordered"))
      .content(with: result("0.99\n"))
    #expect(html.contains("<div class=\"predict\" data-tolerance=\"0.01\" data-unordered>"))
    let parts = html.components(separatedBy: "<details class=\"answer\">")
    #expect(parts.count == 2 && parts[1].contains("0.99") && !parts[0].contains("0.99"))
    #expect(!html.contains("class=\"choices\""))
  }

  @Test func `of choices the one that is the output is right, by the book's rules`() throws {
    let words = "predict=\"0.1 => Too low & wrong.|0.985\" tolerance=0.01"
    let html = try ChapterHTML(chapter(words)).content(with: result("0.99\n"))
    #expect(html.contains("<summary>0.1</summary>\n<p>No. Too low &amp; wrong.</p>"))
    #expect(
      html.contains("<li class=\"right\"><details name=\"predict-1\"><summary>0.985</summary>"))
  }

  @Test func `without a run the record is what is predicted`() throws {
    let html = try ChapterHTML(chapter("predict=\"0.99|0.5\"")).content(with: nil)
    #expect(
      html.contains("<li class=\"right\"><details name=\"predict-1\"><summary>0.99</summary>"))
  }

  @Test func `shapes at the ends of lines would tell, and are left out unless asked for`() throws {
    for (words, isShown) in [("", true), ("predict", false), ("predict hints=all", true)] {
      var result = result("0.99\n")
      result.cells[0]?.hints = [Hint(line: 1, name: "x", text: "[2, 3]", isOfValue: true)]
      let html = try ChapterHTML(chapter(words)).content(with: result)
      #expect(html.contains("class=\"hint\"") == isShown)
    }
  }

  @Test func `a notebook's tags have no commas`() throws {
    let page = try NotebookRenderer().page(
      of: chapter("predict=\"[1, 2]|0.99\" tolerance=0.1"), with: nil, in: nil)
    let text = String(decoding: try #require(page), as: UTF8.self)
    #expect(text.contains("\"predict\"") && text.contains("\"tolerance=0.1\""))
    #expect(!text.contains("|0.99"))
  }

  @Test func `a value in prose that is to be found stands behind a field`() throws {
    let source = SourceText(path: "c.md", bytes: Array("It is `answer: 1 < 2`.\n".utf8))
    let chapter = try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
    #expect(chapter.cells.map(\.code) == ["1 < 2"])
    let html = ChapterHTML(chapter).content(with: result("<true>\n"))
    #expect(
      html.contains("It is <span class=\"asked\"><label><input type=\"checkbox\"> show</label>"))
    #expect(html.contains("<span class=\"value\">&lt;true&gt;</span></span>."))
    #expect(!ChapterHTML(chapter).content(with: nil).contains("asked"))
  }

  @Test func `a cell without output covers nothing`() throws {
    let html = try ChapterHTML(chapter("predict")).content(with: result(""))
    #expect(!html.contains("class=\"predict\""))
  }

  @Test(arguments: ["0.1|0.2", "0.99|0.990"])
  func `choices of which not exactly one is the output are a difference that isn't recorded`(
    _ choices: String
  ) throws {
    let check = ChapterCheck(
      try chapter("predict=\"\(choices)\" tolerance=1e-9"), result("0.99\n"))
    let difference = try #require(check.differences.first)
    #expect(difference.summary.contains("choices"))
    #expect(difference.location.line == 1)
    #expect(check.recordable.isEmpty)
  }

  @Test func `choices of which one is the output are as they should be`() throws {
    let check = ChapterCheck(try chapter("predict=\"0.5|0.99\""), result("0.99\n"))
    #expect(check.differences.isEmpty)
  }
}
