import CellExecution
import ChapterModel

/// What a run that keeps going found in documents, in numbers.
package struct BestEffortSummary: Sendable, Encodable {
  /// How many cells there are.
  package private(set) var cells = 0
  /// How many of them compile.
  package private(set) var compiled = 0
  /// How many are to run.
  package private(set) var running = 0
  /// How many of them run to their end.
  package private(set) var ran = 0
  /// How many outputs are recorded, in fences or comments.
  package private(set) var recorded = 0
  /// How many of them match.
  package private(set) var matching = 0
  /// How many stand in cells that were left out.
  private(set) var leftOut = 0

  package init() {}

  package mutating func add(_ chapter: Chapter, _ result: ChapterResult, _ check: ChapterCheck) {
    let differing = Set(check.differences.map(\.cell.index))
    for cell in chapter.runningCells where !cell.isInline {
      cells += 1
      let failure = result.failures.first { $0.cell == cell.id }
      let state = result.cells[cell.index]?.state ?? .notRun
      switch failure?.reason {
      case .notCompiled, .notBuilt: break
      case nil where state != .ran: break
      default: compiled += 1
      }
      if cell.options.expectation == .runs {
        running += 1
        if state == .ran { ran += 1 }
      }
      guard cell.record != nil || cell.isRecordedInComments else { continue }
      recorded += 1
      if state != .ran {
        leftOut += 1
      } else if !differing.contains(cell.index) {
        matching += 1
      }
    }
  }

  /// Whether every recorded output matches, but for those in cells that were left out.
  package var isClean: Bool { matching + leftOut == recorded }

  /// Two lines: cells, and recorded outputs.
  package var text: String {
    let left = leftOut > 0 ? "; \(leftOut) stand in cells that were left out" : ""
    return """
      \(cells) cells: \(compiled) compile, \(ran) run to their end.
      \(matching) of \(recorded) recorded outputs match\(left).
      """
  }
}

extension CellFailure {
  /// Where and why a cell was left out, in one line.
  package var leftOutDescription: String {
    guard case .notCompiled(let diagnostics) = reason,
      let error = diagnostics.first(where: { $0.severity == .error })
    else {
      return description.split(separator: "\n").prefix(1).joined()
        .replacing(": error: ", with: ": left out: ")
    }
    return "\(error.location): left out: \(error.message)"
  }
}
