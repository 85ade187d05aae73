/// What the compiler says about a place in a chapter.
public struct Diagnostic: Codable, Hashable, Sendable {
  /// How grave it is.
  public enum Severity: String, Codable, Sendable {
    /// The program can't be compiled.
    case error
    /// The program can, and probably shouldn't.
    case warning
    /// More about the diagnostic before it.
    case note
    /// A remark of the compiler's.
    case remark
  }

  /// How grave it is.
  public var severity: Severity
  /// What it says.
  public var message: String
  /// Where.
  public var location: SourceLocation

  /// The diagnostics in a compiler's output that are about some files.
  ///
  /// Each begins on a line of its own, `FILE:LINE:COLUMN: SEVERITY: MESSAGE`; the lines that quote
  /// the source between them are left out.
  static func all(in output: String, about files: Set<String>) -> [Diagnostic] {
    output.split(separator: "\n").compactMap { line in
      guard let file = files.first(where: { line.hasPrefix($0 + ":") }) else { return nil }
      let parts = line.dropFirst(file.count + 1).split(
        separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count == 4, let row = Int(parts[0]), let column = Int(parts[1]),
        let severity = Severity(rawValue: String(parts[2].drop { $0 == " " }))
      else { return nil }
      return Diagnostic(
        severity: severity, message: String(parts[3].drop { $0 == " " }),
        location: SourceLocation(file: file, line: row, column: column))
    }
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `FILE:LINE:COLUMN: SEVERITY: MESSAGE`, as compilers print it.
  public var description: String { "\(location): \(severity.rawValue): \(message)" }
}

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
