import ChapterModel
import SourceModel

extension Diagnostic {
  /// What it says, the line it is about, and a mark below the place: true wherever the cell stands
  /// in its chapter.
  func excerpt(of cell: Cell) -> String {
    let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
    let number = location.line - cell.firstCodeLine
    guard lines.indices.contains(number) else { return "\(severity.rawValue): \(message)\n" }
    let column = max(0, location.column - 1 - cell.indentation)
    let width = Substring(lines[number].utf8.prefix(column)).count
    let mark = String(repeating: " ", count: width) + "^"
    return "\(severity.rawValue): \(message)\n\(lines[number])\n\(mark)\n"
  }
}
