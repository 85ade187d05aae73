import Foundation
import Testing

@testable import BookRendering
@testable import CellExecution
@testable import ChapterModel
@testable import SourceModel

/// Controls and what comes of their choices, in a page.
@Suite struct StatesHTMLTests {
  private struct Page: Decodable {
    let blocks: [String: [String]]
    let values: [String: [String]]
    let states: [String: [String: Int]]
  }

  private func html(_ result: ChapterResult) throws -> String {
    let text = "```swift\nlet n = 1\n```\n\n```swift\nprint(n)\n```\n\nIt is `swift: n`.\n"
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    let chapter = try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
    return ChapterHTML(chapter).content(with: result)
  }

  private func cell(_ text: String, controls: [CellControl] = []) -> CellResult {
    var cell = CellResult(state: .ran, output: CellOutput(text: text))
    cell.controls = controls
    return cell
  }

  private var result: ChapterResult {
    let control = CellControl(label: "a <n>", choices: ["1", "2", "3"], start: 0, form: .range)
    return ChapterResult(
      cells: [0: cell("", controls: [control]), 1: cell("1\n"), 2: cell("1\n")], failures: [],
      warnings: [], isCached: false)
  }

  @Test func `without scripts a page says what the program got`() throws {
    let html = try html(result)
    #expect(
      html.contains("<p class=\"control\" data-control=\"0\">a &lt;n&gt;: <strong>1</strong></p>"))
    #expect(!html.contains("class=\"states\""))
  }

  @Test func `each output is in the page once, and nothing ends the data early`() throws {
    var result = result
    result.states = [
      ChapterState(choices: [1], cells: [1: cell("</script>\n"), 2: cell("2\n")]),
      ChapterState(choices: [2], cells: [1: cell("</script>\n"), 2: cell("3\n")]),
    ]
    let html = try html(result)
    #expect(html.contains("It is <span data-value=\"2\">1</span>."))
    let parts = html.components(separatedBy: "<script type=\"application/json\" class=\"states\">")
    let json = try #require(parts.last?.components(separatedBy: "</script>").first)
    #expect(!json.contains("<"))
    let page = try JSONDecoder().decode(Page.self, from: Data(json.utf8))
    #expect(page.blocks["1"]?.count == 1)
    #expect(page.blocks["1"]?.first?.contains("&lt;/script&gt;") == true)
    #expect(page.values == ["2": ["2", "3"]])
    #expect(page.states == ["1": ["1": 0, "2": 0], "2": ["1": 0, "2": 1]])
  }

  @Test func `a figure of a state stands in the page, since it has no file`() throws {
    var result = result
    var other = CellResult(state: .ran)
    other.output = CellOutput([
      .figure(Figure(format: .png, data: Data([1, 2, 3]), description: "A dot"))
    ])
    result.states = [ChapterState(choices: [1], cells: [1: other])]
    #expect(try html(result).contains("data:image\\/png;base64,AQID"))
  }
}
