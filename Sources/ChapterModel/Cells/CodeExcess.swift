import SourceModel

/// Where some code is nested deeper than parsers bear, and what to do.
package struct CodeExcess: Hashable, Sendable {
  /// The line and column, both from 1.
  package let place: SourcePosition
  /// What is wrong, and what to do.
  package let message: String

  init(_ message: String, at offset: Int, in code: some Collection<UInt8>) {
    let before = code.prefix(offset)
    let line = before.split(separator: .lineFeed, omittingEmptySubsequences: false)
    place = SourcePosition(line: line.count, column: (line.last?.count ?? 0) + 1)
    self.message = message
  }
}
