import ChapterModel

/// The cells of which a check is to speak; all of them run that these need.
package struct CellSelection: Sendable {
  /// Lines in files: a cell is meant that stands around one.
  package var places: [(file: String, line: Int)]
  /// What has to stand in a cell's code.
  package var text: String?

  package init(places: [(file: String, line: Int)] = [], text: String? = nil) {
    (self.places, self.text) = (places, text)
  }

  /// Whether it isn't all that there is.
  package var isPart: Bool { text != nil || !places.isEmpty }

  /// Whether a cell is meant.
  package func includes(_ cell: Cell) -> Bool {
    if let text, !cell.code.contains(text) { return false }
    let own = places.filter { $0.file == cell.location.file }
    let last = max(cell.fence.lastLine, cell.record?.fence.lastLine ?? 0)
    return own.isEmpty || own.contains { cell.fence.firstLine <= $0.line && $0.line <= last }
  }
}
