import Display
import Foundation
import Testing

@testable import BookRendering
@testable import CellExecution
@testable import ChapterModel
@testable import SourceModel

/// Controls and what comes of their choices, in a page.
@Suite struct StatesHTMLTests {
  private struct Page: Decodable {
    let lines: [String]
    let blocks: [String: [[Int]]]
    let values: [String: [[Int]]]
    let states: [String: [String: Int]]

    func text(_ places: [Int]) -> String { places.map { lines[$0] }.joined(separator: "\n") }
  }

  private func html(_ result: ChapterResult, isHidden: Bool = false) throws -> String {
    let words = isHidden ? "swift hidden" : "swift"
    let text = "```\(words)\nlet n = 1\n```\n\n```swift\nprint(n)\n```\n\nIt is `swift: n`.\n"
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    let chapter = try Chapter(source, url: URL(filePath: "/c.md"), in: Settings())
    return ChapterHTML(chapter).content(with: result)
  }

  private func cell(_ text: String, controls: [Controls.Control] = []) -> CellResult {
    var cell = CellResult(state: .ran, output: CellOutput(text: text))
    cell.controls = controls
    return cell
  }

  private var result: ChapterResult {
    let control = Controls.Control(
      label: "a <n>", choices: ["1", "2", "3"], start: 0, form: .range)
    return ChapterResult(
      cells: [0: cell("", controls: [control]), 1: cell("1\n"), 2: cell("1\n")], failures: [],
      warnings: [], isCached: false)
  }

  @Test func `without scripts a page says what the program got`() throws {
    let html = try html(result)
    #expect(html.contains(">a &lt;n&gt;: <strong>1</strong></p>"))
    #expect(
      html.contains(
        "data-control=\"{&quot;choices&quot;:[&quot;1&quot;,&quot;2&quot;,&quot;3&quot;]"))
    #expect(!html.contains("class=\"states\""))
  }

  @Test func `without scripts a switch says on or off`() throws {
    let control = Controls.Control(
      label: "drop", choices: ["false", "true"], start: 1, form: .toggle)
    #expect(ControlsHTML(controls: [control]).block.contains(">drop: <strong>on</strong></p>"))
  }

  @Test func `a hidden cell shows its controls and nothing else`() throws {
    let html = try html(result, isHidden: true)
    #expect(html.hasPrefix("<div class=\"controls\">"))
    #expect(html.contains("<strong>1</strong>") && !html.contains("data-cell=\"0\""))
  }

  @Test func `lines that states have in common are in the page once`() throws {
    var result = result
    let long = String(repeating: "the same\n", count: 3)
    result.states = [
      ChapterState(choices: [1], cells: [1: cell(long + "2\n")]),
      ChapterState(choices: [2], cells: [1: cell(long + "3\n")]),
    ]
    let html = try html(result)
    #expect(html.components(separatedBy: "the same").count == 3)
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
    #expect(!json.contains("</") && !json.contains("<!") && !json.contains("<s"))
    let page = try JSONDecoder().decode(Page.self, from: Data(json.utf8))
    let blocks = try #require(page.blocks["1"]).map(page.text)
    #expect(blocks.count == 1 && blocks[0].contains("&lt;/script&gt;"))
    #expect(page.values.mapValues { $0.map(page.text) } == ["2": ["2", "3"]])
    #expect(page.states == ["1": ["1": 0, "2": 0], "2": ["1": 0, "2": 1]])
  }

  @Test func `a figure of a state stands in the page, since it has no file`() throws {
    var result = result
    var other = CellResult(state: .ran)
    other.output = CellOutput([
      .figure(Figure(format: .png, data: Data([1, 2, 3]), description: "A dot"))
    ])
    result.states = [ChapterState(choices: [1], cells: [1: other])]
    #expect(try html(result).contains("data:image/png;base64,AQID"))
  }
}
