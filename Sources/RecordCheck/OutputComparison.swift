import ChapterModel

/// Decides whether a fresh output is the recorded one.
///
/// Numbers written with a fraction may differ by one unit in their last digit, because another
/// processor's matrix product sums in another order; with a tolerance, by more, and then they may be
/// written with more digits or fewer. Everything else has to be the same, whole numbers and shapes too.
package struct OutputComparison: Sendable {
  /// How far numbers may lie apart, absolutely below 1 and relatively above, whatever their digits.
  package var tolerance: Double
  /// Text that may differ where it matches on both sides.
  package var varies: [VaryingText]
  /// What a twin writes in another way than its cell.
  package var spellings: [TwinSpelling] = []
  /// Whether lines may come in any order.
  package var isUnordered: Bool
  /// Whether `Chapter.Point` is `Point`: the name of a cell's module is none that a document's author knows.
  var passesOverModule = false
  /// Whether numbers may stand right beside letters, and their widths don't matter: in a drawing.
  var isForDrawing = false

  package init(tolerance: Double = 0, varies: [VaryingText] = [], isUnordered: Bool = false) {
    self.tolerance = tolerance
    self.varies = varies
    self.isUnordered = isUnordered
  }

  /// The same for the source of a drawing, where `M12.5` is a letter and a number.
  var forDrawing: OutputComparison {
    var comparison = self
    comparison.isForDrawing = true
    comparison.isUnordered = false
    return comparison
  }

  private static let module = "Chapter."

  /// Whether two outputs are equal, line by line, in their order or in any.
  package func areEqual(_ recorded: String, _ fresh: String) -> Bool {
    if recorded.utf8.elementsEqual(fresh.utf8) { return true }
    let lines = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let others = fresh.split(separator: "\n", omittingEmptySubsequences: false)
    return areEqual(lines, others)
  }

  /// Whether lines are those of another output.
  package func areEqual(_ lines: [Substring], _ others: [Substring]) -> Bool {
    guard lines.count == others.count else { return false }
    if isUnordered { return LinePairs(lines, others, by: self).unpaired.isEmpty }
    return zip(lines, others).allSatisfy(areEqualLines)
  }

  /// Whether two lines are equal.
  func areEqualLines(_ recorded: Substring, _ fresh: Substring) -> Bool {
    // Bytes, not characters: two spellings of an accent are two outputs.
    if recorded.utf8.elementsEqual(fresh.utf8) { return true }
    return areEqual(tokens(of: recorded), tokens(of: fresh))
  }

  /// A line's text and numbers in turn.
  func tokens(of line: Substring) -> [OutputToken] {
    OutputToken.tokens(
      in: masked(line), besideLetters: isForDrawing, areAllNumbers: tolerance > 0)
  }

  /// Whether two lines that have been taken apart are equal.
  func areEqual(_ tokens: [OutputToken], _ others: [OutputToken]) -> Bool {
    tokens.count == others.count && zip(tokens, others).allSatisfy(areEqualTokens)
  }

  /// A line in Swift's spelling, in which all that may vary is the same: the number of what it matched.
  private func masked(_ line: Substring) -> Substring {
    if varies.isEmpty, spellings.isEmpty, !passesOverModule { return line }
    var masked = spellings.reduce(String(line)) { $1.applied(to: $0) }
    if passesOverModule, masked.contains(Self.module) {
      masked = masked.replacing(#/\bChapter\.(?=[A-Za-z_(])/#, with: "")
    }
    for (number, varying) in varies.enumerated() {
      for range in varying.ranges(in: masked[...]).reversed() {
        masked.replaceSubrange(range, with: "\u{1F}\(number)\u{1F}")
      }
    }
    return masked[...]
  }

  private func areEqualTokens(_ token: OutputToken, _ other: OutputToken) -> Bool {
    switch (token, other) {
    case (.text(let text), .text(let otherText)): text.utf8.elementsEqual(otherText.utf8)
    case (.number(let number), .number(let otherNumber)): areClose(number, otherNumber)
    default: false
    }
  }

  private func areClose(_ number: OutputToken.Number, _ other: OutputToken.Number) -> Bool {
    // A sign that comes or goes takes its place from the spaces before it.
    let isAligned = number.width == other.width || isForDrawing
    if number.isWhole, other.isWhole { return isAligned && number.value == other.value }
    let distance = abs(number.value - other.value)
    let size = max(1, abs(number.value), abs(other.value))
    // What a Double loses of a difference.
    let lost = 2 * size.ulp
    if tolerance > 0, distance <= tolerance * size + lost { return true }
    // One unit in the last digit, where both are written alike.
    return isAligned && !number.isWhole && !other.isWhole
      && distance <= max(number.unit, other.unit) + lost
  }
}
