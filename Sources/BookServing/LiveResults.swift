import CellExecution
import ChapterModel
import SourceModel

/// What is known of the cells of a served text: the latest results, and which of them may be out of date.
struct LiveResults {
  private(set) var chapter: Chapter
  private(set) var cells: [Int: CellResult] = [:]
  private(set) var failures: [CellFailure] = []
  /// The cells whose outputs may be out of date.
  private(set) var stale: Set<Int>
  var warnings: [Diagnostic] = []

  /// Nothing is known yet.
  init(of chapter: Chapter) {
    self.chapter = chapter
    stale = Set(chapter.runningCells.map(\.index))
  }

  /// All is as a run of the text has left it.
  init(of chapter: Chapter, after result: ChapterResult) {
    (self.chapter, cells, stale) = (chapter, result.cells, [])
  }

  /// The results so far, those of failed cells marked as such. Their last outputs stay.
  var result: ChapterResult {
    var shown = cells
    for failure in failures where failure.cell.file == chapter.source.path {
      shown[failure.cell.index, default: CellResult(state: .failed)].state = .failed
    }
    return ChapterResult(cells: shown, failures: failures, warnings: warnings, isCached: false)
  }

  /// What the cells gave that have run since the last change.
  var fresh: ChapterResult {
    var result = result
    result.cells = result.cells.filter { !stale.contains($0.key) && $0.value.state != .failed }
    result.failures = []
    return result
  }

  func isUpToDate(_ cell: Cell, with result: CellResult) -> Bool {
    cells[cell.index] == result && !stale.contains(cell.index)
  }

  // MARK: A run

  /// Takes note that cells may come out otherwise.
  mutating func outdate(from first: Int = 0) {
    stale.formUnion(chapter.runningCells.map(\.index).filter { $0 >= first })
  }

  mutating func beginRun() { (failures, warnings) = ([], []) }

  mutating func take(_ result: CellResult, of cell: Cell) {
    cells[cell.index] = result
    stale.remove(cell.index)
  }

  mutating func take(_ failure: CellFailure, _ result: CellResult?) {
    failures.append(failure)
    if let result { cells[failure.cell.index] = result }
  }

  /// After a run that has come to its end, nothing is out of date.
  mutating func endRun() { if failures.isEmpty { stale = [] } }

  // MARK: Another text

  /// Replaces the text by one with other prose.
  mutating func show(prose new: Chapter) {
    failures = failures.map { failure in
      guard new.cells.indices.contains(failure.cell.index) else { return failure }
      let index = failure.cell.index
      return failure.moved(
        by: new.cells[index].fence.firstLine - chapter.cells[index].fence.firstLine)
    }
    chapter = new
  }

  /// Replaces the text by one with other cells. Outputs stay with their cells where those begin and end alike, and in
  /// between with the cell in their place: greyed until it has run.
  ///
  /// - Parameter first: The first cell for which its reader has chosen something else.
  mutating func show(_ new: Chapter, changedFrom first: Int) {
    let (old, next) = (chapter.cells.map(\.runIdentity), new.cells.map(\.runIdentity))
    let prefix = min(first, zip(old, next).prefix { $0 == $1 }.count)
    let rest = min(old.count, next.count) - prefix
    let suffix = zip(old.reversed(), next.reversed()).prefix { $0 == $1 }.prefix(rest).count
    var carried: [Int: CellResult] = [:]
    for (index, result) in cells {
      if index < old.count - suffix {
        if index < next.count - suffix { carried[index] = result }
      } else {
        carried[index + next.count - old.count] = result
      }
    }
    let kept = stale.filter { $0 < prefix }
    stale = kept.union(new.runningCells.map(\.index).filter { $0 >= prefix })
    (chapter, cells, failures) = (new, carried, [])
  }
}
