import ChapterModel
import SourceModel

/// What came of the cells of one program: of a whole chapter's, or of one for a cell apart from it.
package struct ProgramResult {
  package var cells: [Cell.ID: CellResult] = [:]
  /// Why it isn't what its cells say, if it isn't.
  package var failure: CellFailure?
  /// What came of its cells with other choices of its controls, where they were made.
  package var states: [(choices: [Int], cells: [Cell.ID: CellResult])] = []
  /// Uses of names that may be those of variables without a value as yet, by their numbers in the program.
  package var suspects: Set<Int> = []
  /// What the compiler warned of, unless a cell expects it.
  package var warnings: [Diagnostic] = []

  /// What came of a cell.
  package func result(of cell: Cell) -> CellResult {
    cells[cell.id] ?? CellResult(state: .notRun)
  }
}
