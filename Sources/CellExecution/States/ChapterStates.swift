import Display

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
  package var controls: [Controls.Control] {
    cells.sorted { $0.key < $1.key }.flatMap(\.value.controls)
  }
}
