import ChapterModel
import SourceModel

/// What is kept of a chapter's run, and gives its results again.
struct KeptResult: Codable {
  private var cells: [Int: CellResult]
  private var warnings: [Warning]
  /// Cells that were left out, where a run keeps going.
  private var failures: [CellFailure]
  private var states: [ChapterState]
  /// What names in its cells are, where that was asked for; it is of this machine.
  var names: ChapterNames?

  /// A warning by its place in its cell, which prose that grows above doesn't move.
  private struct Warning: Codable {
    var cell: Int
    var line: Int
    var column: Int
    var message: String
  }

  init(_ result: ChapterResult, of chapter: Chapter) {
    cells = result.cells
    failures = result.failures
    (states, names) = (result.states, result.names)
    warnings = result.warnings.compactMap { warning in
      let cell = chapter.cells.last { $0.contains(warning.location) }
      guard warning.severity == .warning, let cell else { return nil }
      return Warning(
        cell: cell.index, line: warning.location.line - cell.fence.firstLine,
        column: warning.location.column, message: warning.message)
    }
  }

  /// The results for a chapter with the same cells; nil if the cells are others.
  func result(for chapter: Chapter) -> ChapterResult? {
    let indices = (cells.keys.filter { $0 >= 0 }) + warnings.map(\.cell)
    guard indices.allSatisfy({ $0 < chapter.cells.count }) else { return nil }
    let places = warnings.map { warning in
      Diagnostic(
        severity: .warning, message: warning.message,
        location: SourceLocation(
          file: chapter.source.path,
          line: chapter.cells[warning.cell].fence.firstLine + warning.line,
          column: warning.column))
    }
    var result = ChapterResult(cells: cells, failures: failures, warnings: places, isCached: true)
    (result.states, result.names) = (states, names)
    return result
  }

  /// Whether another machine would have come to the same: none where time or memory ran out.
  var holdsElsewhere: Bool { failures.allSatisfy(\.holdsElsewhere) }
}

extension CellFailure {
  fileprivate var holdsElsewhere: Bool {
    switch reason {
    case .timedOut, .chapterTimedOut, .usedTooMuchMemory, .notBuilt, .signalled: false
    case .notCompiled(let diagnostics): !diagnostics.contains(where: \.isOfStoppedCompiler)
    default: true
    }
  }
}
