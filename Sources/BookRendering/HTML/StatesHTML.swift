import CellExecution
import ChapterModel
import Foundation
import SourceModel

/// What comes of a chapter's other choices, for the page's script: each output once, and for each state
/// which of them it shows.
struct StatesHTML {
  let controls: [CellControl]
  private(set) var blocks: [String: [String]] = [:]
  private(set) var values: [String: [String]] = [:]
  private var states: [String: [String: Int]] = [:]

  init(controls: [CellControl]) { self.controls = controls }

  /// Takes what a state shows in a cell's place.
  mutating func add(block: String, of cell: Int, for state: ChapterState) {
    Self.add(block, of: cell, to: &blocks, &states[state.name, default: [:]])
  }

  /// Takes what a state shows as a value in a line of prose.
  mutating func add(value: String, of cell: Int, for state: ChapterState) {
    Self.add(value, of: cell, to: &values, &states[state.name, default: [:]])
  }

  private static func add(
    _ text: String, of cell: Int, to texts: inout [String: [String]], _ state: inout [String: Int]
  ) {
    var known = texts["\(cell)"] ?? []
    let place = known.firstIndex(of: text) ?? known.count
    if place == known.count { known.append(text) }
    texts["\(cell)"] = known
    state["\(cell)"] = place
  }

  /// The data, in an element that browsers pass over.
  func element() throws -> String {
    let page = Page(controls: controls, blocks: blocks, values: values, states: states)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Nothing within may end the element, or seem to begin another.
    let json = String(decoding: try encoder.encode(page), as: UTF8.self)
      .replacing("<", with: "\\u003c")
    return "<script type=\"application/json\" class=\"states\">\(json)</script>\n"
  }

  private struct Page: Encodable {
    let controls: [CellControl]
    let blocks: [String: [String]]
    let values: [String: [String]]
    let states: [String: [String: Int]]
  }

  /// What a page says of a cell's controls; its script puts something to move in the place of each.
  static func text(of controls: [CellControl], from first: Int) -> String {
    guard !controls.isEmpty else { return "" }
    let lines = controls.enumerated().map { offset, control in
      let label = control.label.visible.escapedForHTML
      let value = control.choices[control.start].visible.escapedForHTML
      return
        "<p class=\"control\" data-control=\"\(first + offset)\">\(label): <strong>\(value)</strong></p>\n"
    }
    return "<div class=\"controls\">\n\(lines.joined())</div>\n"
  }
}

extension ChapterState {
  fileprivate var name: String { choices.map(String.init).joined(separator: "-") }
}
