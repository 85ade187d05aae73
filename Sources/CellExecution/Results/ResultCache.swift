import ChapterModel
import Foundation
import SourceModel

/// The results of each chapter's last whole run, kept for as long as the same cells would give
/// them again.
struct ResultCache: Sendable {
  let folder: URL

  private struct Entry: Codable {
    var key: String
    var cells: [Int: CellResult]
    var warnings: [Warning]
    /// Cells that were left out, where a run keeps going.
    var failures: [CellFailure]
    var states: [ChapterState]
    var names: ChapterNames?
  }

  /// A warning by its place in its cell, which prose that grows above doesn't move.
  private struct Warning: Codable {
    var cell: Int
    var line: Int
    var column: Int
    var message: String
  }

  /// Another build of the tool may make other results of the same run.
  static let toolState = ProcessTable.ownProgram.state

  /// The results for a chapter, if they are there.
  func result(for chapter: Chapter, key: String) -> ChapterResult? {
    guard let data = try? Data(contentsOf: file(of: chapter)),
      let entry = try? JSONDecoder().decode(Entry.self, from: data), entry.key == key
    else { return nil }
    let warnings = entry.warnings.map { warning in
      Diagnostic(
        severity: .warning, message: warning.message,
        location: SourceLocation(
          file: chapter.source.path,
          line: chapter.cells[warning.cell].fence.firstLine + warning.line,
          column: warning.column))
    }
    var result = ChapterResult(
      cells: entry.cells, failures: entry.failures, warnings: warnings, isCached: true)
    (result.states, result.names) = (entry.states, entry.names)
    return result
  }

  /// Keeps a chapter's results in the place of earlier ones.
  func keep(_ result: ChapterResult, of chapter: Chapter, key: String) throws {
    let warnings = result.warnings.compactMap { warning -> Warning? in
      let line = warning.location.line
      let cell = chapter.cells.last { $0.contains(warning.location) }
      guard warning.severity == .warning, let cell else { return nil }
      return Warning(
        cell: cell.index, line: line - cell.fence.firstLine, column: warning.location.column,
        message: warning.message)
    }
    let entry = Entry(
      key: key, cells: result.cells, warnings: warnings, failures: result.failures,
      states: result.states, names: result.names)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try JSONEncoder().encode(entry).write(to: file(of: chapter), options: .atomic)
  }

  private func file(of chapter: Chapter) -> URL {
    folder.appending(path: Digest.hex([chapter.source.path]).prefix(32) + ".json")
  }
}

extension URL {
  /// The file's path, its size and when it was changed last: enough to notice that it is another.
  package var state: String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let date = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(path) \(attributes?[.size] as? Int ?? -1) \(date)"
  }
}
