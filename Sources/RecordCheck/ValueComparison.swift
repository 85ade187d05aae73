/// Compares a value with the literal that a comment shows: leniently, because people write what they would
/// read. `3` is 3.0, labels of tuples may be left out, a fraction may be rounded.
struct ValueComparison {
  private enum Token: Hashable {
    case string(String)
    case word(String)
    case number(Double, unit: Double)
    case sign(Character)
  }

  /// Whether a value is the one that a comment shows; nil where the comment shows something of another kind, and
  /// may be about something else.
  static func isKept(_ comment: String, literal: String, description: String) -> Bool? {
    if comment == literal || comment == description { return true }
    guard !literal.isEmpty, kind(comment) == kind(literal) else { return nil }
    let (shown, found) = (tokens(of: comment), tokens(of: literal))
    if areEqual(shown, found) { return true }
    // A dictionary has no order.
    guard found.contains(.sign(":")), shown.count == found.count else { return false }
    var rest = found
    for token in shown {
      guard let place = rest.firstIndex(where: { areEqual(token, $0) }) else { return false }
      rest.remove(at: place)
    }
    return true
  }

  /// What a literal is, by how it begins.
  private static func kind(_ literal: String) -> Character? {
    guard let first = literal.first else { return nil }
    if first.isNumber || first == "-" { return "0" }
    return first.isLetter ? (literal == "nil" ? "n" : "b") : first
  }

  private static func tokens(of text: String) -> [Token] {
    var tokens: [Token] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "\"" {
        rest.removeFirst()
        var string = ""
        while let character = rest.popFirst(), character != "\"" {
          string.append(character)
          if character == "\\", let next = rest.popFirst() { string.append(next) }
        }
        tokens.append(.string(string))
      } else if first.isNumber || first == "-" && rest.dropFirst().first?.isNumber == true {
        let digits = rest.prefix { $0.isNumber || ".-+_eE".contains($0) }
        rest = rest[digits.endIndex...]
        tokens.append(number(digits.filter { $0 != "_" }))
      } else if first.isLetter || first == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        rest = rest[word.endIndex...]
        // A label says nothing of the value.
        if rest.first == ":" { rest.removeFirst() } else { tokens.append(.word(String(word))) }
      } else {
        tokens.append(.sign(first))
        rest.removeFirst()
      }
    }
    return tokens
  }

  private static func number(_ digits: String) -> Token {
    guard let value = Double(digits) else { return .word(digits) }
    let parts = digits.lowercased().split(separator: "e")
    let fraction = parts[0].split(separator: ".").dropFirst().first?.count ?? 0
    let exponent = parts.count == 2 ? Int(parts[1].drop { $0 == "+" }) ?? 0 : 0
    return .number(value, unit: fraction == 0 ? 0 : Double("1e\(exponent - fraction)") ?? 0)
  }

  private static func areEqual(_ shown: [Token], _ found: [Token]) -> Bool {
    shown.count == found.count && zip(shown, found).allSatisfy(areEqual)
  }

  private static func areEqual(_ shown: Token, _ found: Token) -> Bool {
    guard case .number(let one, let unit) = shown, case .number(let other, let otherUnit) = found
    else { return shown == found }
    // A fraction may be rounded or cut off; a Float shows seven digits, where a comment may have more.
    let cut = otherUnit > 0 && otherUnit < abs(other) * 1e-6 ? otherUnit : 0
    return one == other || abs(one - other) < max(unit, cut) * 0.999
  }
}
