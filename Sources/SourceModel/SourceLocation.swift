/// A position in a file, as compilers print it: lines and columns count from 1, columns in bytes.
package struct SourceLocation: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The file's path, as it is shown to people.
  package var file: String
  /// The line, from 1.
  package var line: Int
  /// The column in bytes, from 1.
  package var column: Int

  package init(file: String, line: Int, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `FILE:LINE:COLUMN`.
  package var description: String { "\(file):\(line):\(column)" }
}

extension SourceLocation: Comparable {
  /// Whether a place comes before another: in the order of files' names, lines and columns.
  package static func < (one: SourceLocation, other: SourceLocation) -> Bool {
    (one.file, one.line, one.column) < (other.file, other.line, other.column)
  }
}

/// A place within some code, wherever that code stands: lines and columns count from 1, columns in bytes.
package struct SourcePosition: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
