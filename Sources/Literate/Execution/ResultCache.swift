import Foundation

/// The results of each chapter's last whole run, kept for as long as the same cells would give
/// them again.
struct ResultCache: Sendable {
  let folder: URL

  private struct Entry: Codable {
    var key: String
    var cells: [Int: CellResult]
    var warnings: [Warning]
  }

  /// A warning by its place in its cell, which prose that grows above doesn't move.
  private struct Warning: Codable {
    var cell: Int
    var line: Int
    var column: Int
    var message: String
  }

  /// The results for a program, if they are there.
  func result(for program: Program, key: String) -> ChapterResult? {
    guard let data = try? Data(contentsOf: file(of: program)),
      let entry = try? JSONDecoder().decode(Entry.self, from: data), entry.key == key
    else { return nil }
    let warnings = entry.warnings.map { warning in
      Diagnostic(
        severity: .warning, message: warning.message,
        location: SourceLocation(
          file: program.path, line: program.cells[warning.cell].fence.firstLine + warning.line,
          column: warning.column))
    }
    let cells = Dictionary(
      uniqueKeysWithValues: entry.cells.map { (program.cells[$0].index, $1) })
    return ChapterResult(cells: cells, failure: nil, warnings: warnings, isCached: true)
  }

  /// Keeps a program's results in the place of earlier ones.
  func keep(_ result: ChapterResult, of program: Program, key: String) throws {
    let warnings = result.warnings.compactMap { warning -> Warning? in
      guard warning.severity == .warning, let cell = program.cell(at: warning.location.line) else {
        return nil
      }
      return Warning(
        cell: cell, line: warning.location.line - program.cells[cell].fence.firstLine,
        column: warning.location.column, message: warning.message)
    }
    let cells = program.cells.enumerated().map { ($0.offset, result.cells[$0.element.index]) }
    let entry = Entry(
      key: key, cells: Dictionary(uniqueKeysWithValues: cells).compactMapValues { $0 },
      warnings: warnings)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try JSONEncoder().encode(entry).write(to: file(of: program), options: .atomic)
  }

  private func file(of program: Program) -> URL {
    folder.appending(path: Digest.hex([program.path]).prefix(32) + ".json")
  }
}
