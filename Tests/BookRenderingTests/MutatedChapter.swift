import Foundation
import TestSupport

@testable import CellExecution

/// A chapter that nobody would write: examples of Markdown, torn and put together again around cells.
struct MutatedChapter {
  /// The chapter.
  private(set) var bytes: [UInt8] = []
  /// What its cells print, in turn.
  let outputs: [CellOutput]

  private static let cells = [
    "```swift\n1\n```\n", "~~~swift\nlet a = 1\n\n  a\n~~~\n", "````swift silent\n```\n````\n",
    "```swift hidden\n1\n```\n```output\nold\n```\n",
    "```swift\n1\n```\n```output\nold\n\n\told\n```\n",
    "```swift output=markdown\n1\n```\n<!-- output -->\n\n*old*\n\n<!-- /output -->\n",
    "   ```swift\n   1\n   ```\n", "``` swift tolerance=1  \n1\n`````   \n", "```swift\n```\n",
    "```swift unordered\n\t1\n```\n```output\nb\na\n```\n", "A `swift: value` in a line.\n",
  ]

  private static let lines = [
    "", "", "- a", "1. a", "* * *", "---", "===", "> a", ">", "# a", "[^1]: note", "[^1] and [^2]",
    "    [^2]: note", "[a]: /url \"title\"", "<div>", "</div>", "<!--", "-->", "<!-- output -->",
    "<!-- /output -->", "```", "~~~", "```output", "| a | b |", "|---|---|", "\ta", "    a",
    "<pre>",
    "lazy", "$$", "$x$ `a` **b", "\\", "a  ", "---\ntitle: a\n---", "\u{FEFF}a", "a\u{0}b", "a\rb",
    String(repeating: "`", count: 255), String(repeating: "> ", count: 20) + "a",
    "- - - 1. a", "+\ta", "[^é]: ```swift", "  - ```swift", "é\u{301}", "<script>", "<![CDATA[",
  ]

  private static let prefixes = [
    "> ", ">", "  ", "    ", "\t", "- ", "1. ", "   > ", "[^1]: ", " \t",
  ]

  private static let outputs: [CellOutput] =
    [
      "", "", "1\n", "\n", "\n\na\n", "  a\n    b\n\tc\n", "a\nb\n", "```\n", "~~~\n",
      "````output\n1\n````\n",
      String(repeating: "`", count: 300) + "\n", "<!-- /output -->\n", "> a\n- b\n", "a\r\nb\rc\n",
      "a\u{0}b\u{1B}[2J\n", "é\u{301} 👩‍👩‍👧 \u{2028}\n", "[^1]: a\n", "```swift\n2\n```\n",
      "1.00001\n2\n", "\\\n", " \n", "\t\n", "---\n",
    ].map { CellOutput(text: $0) } + [
      CellOutput([.markdown("*a*\n")]), CellOutput([.text("a\n"), .html("<p>b</p>\n")]),
      CellOutput([.markdown("- a\n\n      b\n\n> c\n"), .text("```\n")]),
      CellOutput([.html("<div>\n\na\n\n</div>\n")]),
    ]

  /// Makes a chapter of texts.
  init(of texts: [String], using generator: inout SeededGenerator) {
    func pick<Element>(_ elements: [Element], _ generator: inout SeededGenerator) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &generator)]
    }
    let text = (0..<Int.random(in: 1...3, using: &generator))
      .map { _ in pick(texts, &generator) }.joined(separator: pick(["", "\n"], &generator))
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      var cell = pick(Self.cells, &generator).dropLast()
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      for _ in 0..<Int.random(in: 0...2, using: &generator) {
        let prefix = pick(Self.prefixes, &generator)
        let isMark = prefix.contains { "-1[".contains($0) }
        let rest = isMark ? String(repeating: " ", count: max(prefix.count, 2)) : prefix
        cell = cell.enumerated().map { ($0 == 0 ? prefix : rest) + $1 }
      }
      lines.insert(contentsOf: cell, at: Int.random(in: 0...lines.count, using: &generator))
    }
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      Self.mutate(
        &lines, with: pick(Self.lines, &generator), pick(Self.prefixes, &generator), &generator)
    }
    let ending = pick(["\n", "\n", "\n", "\r\n", "\r"], &generator)
    var bytes = Array(lines.joined(separator: ending).utf8)
    if Bool.random(using: &generator) { bytes += Array(ending.utf8) }
    if Int.random(in: 0..<20, using: &generator) == 0 { bytes = [0xEF, 0xBB, 0xBF] + bytes }
    self.bytes = bytes
    outputs = (0..<8).map { _ in pick(Self.outputs, &generator) }
  }

  private static func mutate(
    _ lines: inout [String], with line: String, _ prefix: String,
    _ generator: inout SeededGenerator
  ) {
    let place = Int.random(in: 0...lines.count, using: &generator)
    let end = min(lines.count, place + Int.random(in: 1...4, using: &generator))
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: lines.insert(line, at: place)
    case 1: lines.removeSubrange(place..<end)
    case 2: lines.insert(contentsOf: lines[place..<end], at: place)
    case 3: for number in place..<end { lines[number] = prefix + lines[number] }
    case 4: for number in lines.indices { lines[number] = prefix + lines[number] }
    case 5: for number in place..<end { lines[number] = String(lines[number].drop { $0 == " " }) }
    default: lines.insert(prefix + line, at: place)
    }
  }
}
