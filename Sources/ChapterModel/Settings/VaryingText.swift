/// A pattern for text that may vary from run to run: a time, an address.
///
/// It excuses a difference only where it matches on both sides: the recorded and the fresh text.
package struct VaryingText: Hashable, Sendable {
  /// The regular expression, in Swift's syntax.
  package let pattern: String

  /// - Throws: What is wrong with the expression.
  package init(_ pattern: String) throws {
    self.pattern = pattern
    let regex = try Regex(pattern)
    guard try regex.firstMatch(in: "")?.range.isEmpty != true else { throw MatchesNothing() }
  }

  /// An expression that matches where there is nothing would excuse nothing.
  struct MatchesNothing: Error {}

  /// The ranges of a line that it matches.
  package func ranges(in line: Substring) -> [Range<Substring.Index>] {
    // Compiled before; a line has too few characters for this to be what takes time.
    guard let regex = try? Regex(pattern) else { return [] }
    return line.ranges(of: regex).filter { !$0.isEmpty }
  }
}
