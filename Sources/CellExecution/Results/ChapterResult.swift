import SourceModel

/// What came of a chapter's cells.
package struct ChapterResult: Sendable {
  /// What came of each cell that is part of the program, by its place in the chapter.
  package var cells: [Int: CellResult]
  /// What stopped the program, if something did, and cells of which something else came than they
  /// say.
  package var failures: [CellFailure]
  /// What the compiler warned of.
  package var warnings: [Diagnostic]
  /// Whether the results are those of an earlier run of the same cells.
  package var isCached: Bool
  /// What comes of it where readers choose other values, if it ran for a page.
  package var states: [ChapterState] = []
  /// What the names in its cells are, if somebody has asked.
  package var names: ChapterNames?

  package init(
    cells: [Int: CellResult], failures: [CellFailure], warnings: [Diagnostic], isCached: Bool
  ) {
    self.cells = cells
    self.failures = failures
    self.warnings = warnings
    self.isCached = isCached
  }
}
