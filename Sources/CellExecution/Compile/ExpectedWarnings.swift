import ChapterModel
import SourceModel

extension ChapterResult {
  /// Takes the warnings of the program's cells marked `warns` into those cells' output.
  package mutating func takeExpectedWarnings(of chapter: Chapter) {
    for cell in chapter.runningCells where cell.options.warns && cell.options.isPartOfProgram {
      guard var result = cells[cell.index], result.state == .ran else { continue }
      let own = warnings.filter { $0.severity == .warning && cell.contains($0.location) }
      warnings.removeAll { own.contains($0) }
      if let failure = result.take(own, expectedBy: cell) { failures.append(failure) }
      cells[cell.index] = result
    }
  }
}

extension CellResult {
  /// Puts the compiler's warnings before the output of a cell that expects some; without any, it has
  /// failed.
  package mutating func take(_ warnings: [Diagnostic], expectedBy cell: Cell) -> CellFailure? {
    guard !warnings.isEmpty else {
      state = .failed
      return CellFailure(cell: cell.id, location: cell.location, reason: .didNotWarn)
    }
    output = CellOutput([.text(warnings.map { $0.excerpt(of: cell) }.joined())] + output.parts)
    return nil
  }
}
