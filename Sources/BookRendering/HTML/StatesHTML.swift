import CellExecution
import ChapterModel
import Foundation
import SourceModel

/// What comes of a chapter's other choices, for the page's script: each line of it once, and for each state
/// what it shows otherwise.
struct StatesHTML {
  /// A text as the places of its lines among those of the page: most states have most lines in common.
  typealias Lines = [Int]

  private var lines: [String] = []
  private var places: [Substring: Int] = [:]
  private var blocks: [String: [Lines]] = [:]
  private var values: [String: [Lines]] = [:]
  private var states: [String: [String: Int]] = [:]

  /// Takes what a state shows in a cell's place.
  mutating func add(block: String, of cell: Int, for state: ChapterState) {
    Self.add(known(block), of: cell, to: &blocks, &states[state.name, default: [:]])
  }

  /// Takes what a state shows as a value in a line of prose.
  mutating func add(value: String, of cell: Int, for state: ChapterState) {
    Self.add(known(value), of: cell, to: &values, &states[state.name, default: [:]])
  }

  private static func add(
    _ text: Lines, of cell: Int, to texts: inout [String: [Lines]], _ state: inout [String: Int]
  ) {
    var known = texts["\(cell)"] ?? []
    let place = known.firstIndex(of: text) ?? known.count
    if place == known.count { known.append(text) }
    texts["\(cell)"] = known
    state["\(cell)"] = place
  }

  private mutating func known(_ text: String) -> Lines {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if let place = places[line] { return place }
      places[line] = lines.count
      lines.append(String(line))
      return lines.count - 1
    }
  }

  /// The data, in an element that browsers pass over.
  func element() throws -> String {
    let page = Page(lines: lines, blocks: blocks, values: values, states: states)
    return try DataElement.of(page, class: "states")
  }

  private struct Page: Encodable {
    let lines: [String]
    let blocks: [String: [Lines]]
    let values: [String: [Lines]]
    let states: [String: [String: Int]]
  }
}

extension ChapterState {
  fileprivate var name: String { choices.map(String.init).joined(separator: "-") }
}
