/// What the compiler says about a place in a chapter.
package struct Diagnostic: Codable, Hashable, Sendable {
  package enum Severity: String, Codable, Sendable {
    /// The program can't be compiled.
    case error
    /// The program can, and probably shouldn't.
    case warning
    /// More about the diagnostic before it.
    case note
    /// A remark of the compiler's.
    case remark
  }

  package var severity: Severity
  package var message: String
  package var location: SourceLocation

  package init(severity: Severity, message: String, location: SourceLocation) {
    self.severity = severity
    self.message = message
    self.location = location
  }

  /// The diagnostics in a compiler's output that are about some files.
  ///
  /// Each begins on a line of its own, `FILE:LINE:COLUMN: SEVERITY: MESSAGE`; the lines that quote
  /// the source between them are left out.
  package static func all(in output: String, about files: Set<String>) -> [Diagnostic] {
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
  package var description: String { "\(location): \(severity.rawValue): \(message)" }
}
