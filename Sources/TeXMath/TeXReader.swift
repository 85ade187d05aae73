/// Reads the tokens of a formula one by one.
struct TeXReader {
  /// What a formula is made of.
  enum Token: Hashable {
    /// A backslash and a name, or a backslash and one other character; without the backslash.
    case command(String)
    /// One character that stands for itself or has a meaning: `x`, `{`, `^`, `&`.
    case character(Character)
  }

  private let text: String
  private var rest: Substring

  init(_ text: String) {
    self.text = text
    rest = text[...]
  }

  /// Where the next token begins, in bytes from the start.
  var offset: Int {
    mutating get {
      skipSpace()
      return text.utf8.distance(from: text.startIndex, to: rest.startIndex)
    }
  }

  /// The next token; nil at the end.
  var next: Token? {
    var reader = self
    return reader.take()
  }

  @discardableResult
  mutating func take() -> Token? {
    skipSpace()
    guard let first = rest.popFirst() else { return nil }
    guard first == "\\" else { return .character(first) }
    let name = rest.prefix { $0.isASCII && $0.isLetter }
    rest = rest[name.endIndex...]
    guard name.isEmpty else { return .command(String(name)) }
    return .command(rest.popFirst().map { String($0) } ?? "")
  }

  /// Reads the next token if it is this one.
  mutating func take(_ token: Token) -> Bool {
    guard next == token else { return false }
    take()
    return true
  }

  /// Reads characters for as long as they are such; space ends them.
  mutating func takeWhile(_ isSuch: (Character) -> Bool) -> String {
    skipSpace()
    let taken = rest.prefix(while: isSuch)
    rest = rest[taken.endIndex...]
    return String(taken)
  }

  /// Reads what stands in braces as it is, with spaces; nil where no braces are closed.
  mutating func takeBraced() -> String? {
    skipSpace()
    guard rest.first == "{" else { return nil }
    var depth = 0
    for index in rest.indices {
      if rest[index] == "{" { depth += 1 }
      if rest[index] == "}" { depth -= 1 }
      guard depth == 0 else { continue }
      let content = rest[rest.index(after: rest.startIndex)..<index]
      rest = rest[rest.index(after: index)...]
      return String(content)
    }
    return nil
  }

  private mutating func skipSpace() { rest = rest.drop { $0.isWhitespace } }
}
