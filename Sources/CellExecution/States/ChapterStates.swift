/// A control that a cell has asked for a value.
package struct CellControl: Codable, Hashable, Sendable {
  package enum Form: String, Codable, Sendable {
    case choices, range, toggle
  }

  package var label: String
  /// The values as texts.
  package var choices: [String]
  /// The place of the value that a check gets.
  package var start: Int
  package var form: Form

  package init(label: String, choices: [String], start: Int, form: Form) {
    self.label = label
    self.choices = choices
    self.start = start
    self.form = form
  }
}

/// What comes of a chapter where its readers have chosen other values.
package struct ChapterState: Codable, Hashable, Sendable {
  /// The places of the values of the chapter's controls, in their order.
  package var choices: [Int]
  /// The results of the cells from which something else comes, by their places in the chapter.
  package var cells: [Int: CellResult]

  package init(choices: [Int], cells: [Int: CellResult]) {
    self.choices = choices
    self.cells = cells
  }
}

extension ChapterResult {
  /// The chapter's controls, in the order in which its program comes to them.
  package var controls: [CellControl] {
    cells.sorted { $0.key < $1.key }.flatMap(\.value.controls)
  }
}
