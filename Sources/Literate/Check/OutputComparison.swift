/// Decides whether a fresh output is the recorded one.
///
/// Numbers written with a fraction may differ by one unit in their last digit, because another
/// processor's matrix product sums in another order; with a tolerance, by more. Everything else has
/// to be the same, whole numbers and shapes too.
public struct OutputComparison: Sendable {
  /// How far numbers may lie apart, absolutely below 1 and relatively above, whatever their digits.
  public var tolerance: Double
  /// Text that may differ where it matches on both sides.
  public var varies: [VaryingText]
  /// Whether numbers may stand right beside letters, and their widths don't matter: in a drawing.
  var isForDrawing = false

  /// Makes a comparison.
  public init(tolerance: Double = 0, varies: [VaryingText] = []) {
    self.tolerance = tolerance
    self.varies = varies
  }

  /// The same for the source of a drawing, where `M12.5` is a letter and a number.
  var forDrawing: OutputComparison {
    var comparison = self
    comparison.isForDrawing = true
    return comparison
  }

  /// Whether two outputs are equal, line by line.
  public func areEqual(_ recorded: String, _ fresh: String) -> Bool {
    if recorded.utf8.elementsEqual(fresh.utf8) { return true }
    let lines = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let others = fresh.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.count == others.count && zip(lines, others).allSatisfy(areEqualLines)
  }

  /// Whether two lines are equal.
  func areEqualLines(_ recorded: Substring, _ fresh: Substring) -> Bool {
    // Bytes, not characters: two spellings of an accent are two outputs.
    if recorded.utf8.elementsEqual(fresh.utf8) { return true }
    let (line, other) = (masked(recorded), masked(fresh))
    let tokens = OutputToken.tokens(in: line, besideLetters: isForDrawing)
    let others = OutputToken.tokens(in: other, besideLetters: isForDrawing)
    return tokens.count == others.count && zip(tokens, others).allSatisfy(areEqualTokens)
  }

  /// A line in which all that may vary is the same: the number of what it matched.
  private func masked(_ line: Substring) -> Substring {
    varies.enumerated().reduce(line) { line, varying in
      var masked = String(line)
      for range in varying.element.ranges(in: line).reversed() {
        masked.replaceSubrange(range, with: "\u{1F}\(varying.offset)\u{1F}")
      }
      return masked[...]
    }
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
    guard number.width == other.width || isForDrawing else { return false }
    let distance = abs(number.value - other.value)
    let size = max(1, abs(number.value), abs(other.value))
    // One unit, and what a Double loses of it.
    let unit = max(number.unit, other.unit) + 2 * size.ulp
    return distance <= unit || distance <= tolerance * size
  }
}

/// A piece of a line of output: a number with a fraction, or the text between two.
enum OutputToken {
  case text(Substring)
  case number(Number)

  /// A number, and the spaces before it.
  struct Number {
    var value: Double
    /// What one unit in its last digit is worth.
    var unit: Double
    /// How many characters it takes, spaces before it included.
    var width: Int
  }

  /// Takes a line apart.
  static func tokens(in line: Substring, besideLetters: Bool = false) -> [OutputToken] {
    var tokens: [OutputToken] = []
    let bytes = line.utf8
    var textStart = bytes.startIndex
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let isFree =
        index == bytes.startIndex
        || !isWordByte(bytes[bytes.index(before: index)], letters: !besideLetters)
      guard isFree, let end = numberEnd(in: bytes, from: index, besideLetters: besideLetters),
        let number = number(line[index..<end])
      else {
        index = bytes.index(after: index)
        continue
      }
      var start = index
      while start > textStart, bytes[bytes.index(before: start)] == .space {
        start = bytes.index(before: start)
      }
      if textStart < start { tokens.append(.text(line[textStart..<start])) }
      var padded = number
      padded.width = bytes.distance(from: start, to: end)
      tokens.append(.number(padded))
      index = end
      textStart = end
    }
    if textStart < bytes.endIndex { tokens.append(.text(line[textStart...])) }
    return tokens
  }

  /// `[+-]digits.digits[e[+-]digits]`, if that begins here and no word or version goes on after it.
  private static func numberEnd(
    in bytes: Substring.UTF8View, from start: Substring.Index, besideLetters: Bool
  ) -> Substring.Index? {
    var rest = bytes[start...]
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    guard dropDigits(&rest) > 0, rest.first == UInt8(ascii: ".") else { return nil }
    rest.removeFirst()
    guard dropDigits(&rest) > 0 else { return nil }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
      guard dropDigits(&rest) > 0 else { return nil }
    }
    if let next = rest.first, isWordByte(next, letters: !besideLetters) {
      // A sentence may end after a number; a version goes on.
      let isSentenceEnd =
        next == UInt8(ascii: ".") && !(rest.dropFirst().first.map(isDigit) ?? false)
      guard isSentenceEnd else { return nil }
    }
    return rest.startIndex
  }

  private static func number(_ text: Substring) -> Number? {
    guard let value = Double(text), value.isFinite else { return nil }
    let parts = text.lowercased().split(separator: "e")
    let fraction = parts[0].split(separator: ".").last.map { $0.count } ?? 0
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    return Number(value: value, unit: decimalPower(exponent - fraction), width: text.utf8.count)
  }

  private static func decimalPower(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }

  private static func dropDigits(_ rest: inout Substring.UTF8View.SubSequence) -> Int {
    let count = rest.prefix(while: isDigit).count
    rest.removeFirst(count)
    return count
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  private static func isWordByte(_ byte: UInt8, letters: Bool = true) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte >= 0x80
      || letters && UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
      || letters && UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
  }
}
