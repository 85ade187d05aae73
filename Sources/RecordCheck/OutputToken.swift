import SourceModel

/// A piece of a line of output: a number, or the text between two. Whole numbers are text, unless all
/// numbers are asked for.
enum OutputToken {
  case text(Substring)
  case number(Number)

  /// A number, and the spaces before it.
  struct Number {
    var value: Double
    /// What one unit in its last digit is worth; 0 for a number without a fraction.
    var unit: Double
    /// How many characters it takes, spaces before it included.
    var width: Int
    /// Whether it has neither a fraction nor an exponent.
    var isWhole: Bool
  }

  static func tokens(
    in line: Substring, besideLetters: Bool = false, areAllNumbers: Bool = false
  ) -> [OutputToken] {
    var tokens: [OutputToken] = []
    let bytes = line.utf8
    var textStart = bytes.startIndex
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let isFree =
        index == bytes.startIndex
        || !isWordByte(bytes[bytes.index(before: index)], letters: !besideLetters)
      guard isFree,
        let end = numberEnd(
          in: bytes, from: index, besideLetters: besideLetters, areAllNumbers: areAllNumbers),
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

  /// `[+-]digits.digits[e[+-]digits]`, if that begins here and no word or version goes on after it;
  /// where all numbers are asked for, also without a fraction or with nothing behind the point.
  private static func numberEnd(
    in bytes: Substring.UTF8View, from start: Substring.Index, besideLetters: Bool,
    areAllNumbers: Bool
  ) -> Substring.Index? {
    var rest = bytes[start...]
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    guard dropDigits(&rest) > 0 else { return nil }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard dropDigits(&rest) > 0 || areAllNumbers else { return nil }
    } else if !areAllNumbers {
      return nil
    }
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
    let parts = text.lowercased().split(separator: "e")
    let digits = parts[0].split(separator: ".")
    // A point with nothing behind it is no Double's.
    let isBare = parts[0].hasSuffix(".")
    guard let value = Double(isBare ? text.replacing(".", with: "")[...] : text), value.isFinite
    else { return nil }
    let fraction = digits.count == 2 ? digits[1].count : 0
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    return Number(
      value: value, unit: fraction > 0 ? decimalPower(exponent - fraction) : 0,
      width: text.utf8.count,
      isWhole: parts.count == 1 && digits.count == 1 && !isBare)
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
