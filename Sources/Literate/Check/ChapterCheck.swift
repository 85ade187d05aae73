/// A chapter's recorded outputs against fresh ones.
public struct ChapterCheck: Sendable {
  /// A cell whose fresh output isn't the recorded one.
  public struct Difference: Sendable {
    /// The cell.
    public let cell: Cell
    /// What the chapter records, empty if nothing.
    public let recorded: String
    /// What the cell printed now.
    public let fresh: String
    /// The recorded line where they part, or the cell where nothing is recorded.
    public let location: SourceLocation
    /// What changed.
    public let diff: LineDiff
  }

  /// The cells that differ, in order.
  public let differences: [Difference]
  /// How many cells were compared.
  public let comparedCells: Int

  /// Compares.
  public init(_ chapter: Chapter, _ result: ChapterResult) {
    var differences: [Difference] = []
    var compared = 0
    for cell in chapter.cells {
      guard let fresh = cell.freshRecord(result) else { continue }
      compared += 1
      let comparison = chapter.comparison(for: cell)
      let recorded = cell.record?.text ?? ""
      guard !comparison.areEqual(recorded, fresh) else { continue }
      let diff = LineDiff(recorded, fresh, by: comparison)
      var location = cell.record?.location ?? cell.location
      if cell.record != nil { location.line += 1 + diff.firstDifference }
      differences.append(
        Difference(
          cell: cell, recorded: recorded, fresh: fresh, location: location, diff: diff))
    }
    self.differences = differences
    comparedCells = compared
  }
}

extension Cell {
  /// What the chapter should record for this cell now; nil where that can't be said, because the
  /// cell is no part of the program, or didn't come to its end.
  func freshRecord(_ result: ChapterResult) -> String? {
    guard let cell = result.cells[index], cell.state == .ran else { return nil }
    return options.recordsOutput ? cell.output : ""
  }
}

extension Chapter {
  /// How a cell's output is compared.
  func comparison(for cell: Cell) -> OutputComparison {
    OutputComparison(tolerance: cell.options.tolerance ?? settings.tolerance ?? 0)
  }
}
