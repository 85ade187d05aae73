import Foundation
import SourceModel

/// Translates a formula from TeX to MathML: the part of TeX that books on learning machines use.
///
/// A row is parts one after the other; a part is a nucleus with scripts; a nucleus is a character, a
/// group in braces, or a command with its arguments. The commands that take arguments are in
/// `TeXParser+Structures`.
struct TeXParser {
  var reader: TeXReader
  /// What kind of letters a command has asked for.
  var alphabet: TeXAlphabet?
  /// Whether a bracket ends the row, as it does for the degree of a root.
  private var endsAtBracket = false
  /// What stands before the next part, which decides whether a minus is a sign or an operation.
  private var previous: MathAtom.Kind?
  /// How many parts stand within one another here.
  private var depth = 0
  /// How many may: each takes some of the stack.
  private static let deepest = 100

  private init(_ tex: String) { reader = TeXReader(tex) }

  /// The MathML of a formula, within a line or on lines of its own.
  ///
  /// - Throws: `TeXError` for what it can't translate.
  static func mathML(_ tex: String, isDisplay: Bool) throws(TeXError) -> String {
    var parser = TeXParser(tex)
    let row = MathML.row(try parser.row())
    guard parser.reader.next == nil else { throw parser.misplaced() }
    // Readers can copy the source, and tools find it.
    let source = MathML.element(
      "annotation", "encoding=\"application/x-tex\"",
      tex.trimmingCharacters(in: .whitespacesAndNewlines).escapedForHTML)
    let content = MathML.element("semantics", "", row, source)
    guard isDisplay else { return MathML.element("math", "", content) }
    let math = MathML.element("math", "display=\"block\"", content)
    // Where it is wider than the page it scrolls by itself.
    return "<span class=\"formula\">\(math)</span>"
  }

  /// The parts up to what ends a row: a closing brace, a column's or a line's end, the text's.
  mutating func row() throws(TeXError) -> [MathAtom] {
    let outer = previous
    previous = nil
    defer { previous = outer }
    var atoms: [MathAtom] = []
    while let token = reader.next, !isEnd(token) {
      if token == .command("displaystyle") {
        reader.take()
        try descend()
        let rest = try row()
        depth -= 1
        atoms.append(
          .ordinary(MathML.element("mstyle", "displaystyle=\"true\"", MathML.spaced(rest))))
        break
      }
      let atom = try part()
      atoms.append(atom)
      previous = atom.kind
    }
    return atoms
  }

  private func isEnd(_ token: TeXReader.Token) -> Bool {
    switch token {
    case .character("}"), .character("&"), .command("\\"), .command("right"), .command("middle"),
      .command("end"):
      true
    case .character("]"): endsAtBracket
    default: false
    }
  }

  // MARK: Scripts

  private mutating func part() throws(TeXError) -> MathAtom {
    var base = try nucleus()
    var (below, above): (String?, String?)
    var primes = ""
    while case .character(let mark)? = reader.next, "_^'".contains(mark) {
      let place = reader.offset
      reader.take()
      switch mark {
      case "'": primes += "′"
      case "_":
        guard below == nil else { throw doubled("lower", at: place) }
        below = try argument()
      default:
        guard above == nil else { throw doubled("upper", at: place) }
        above = try argument()
      }
    }
    if !primes.isEmpty {
      let mark = MathML.operator(primes)
      above = above.map { MathML.element("mrow", "", mark, $0) } ?? mark
    }
    base.html = MathML.scripted(base, below: below, above: above)
    return base
  }

  private func doubled(_ which: String, at offset: Int) -> TeXError {
    TeXError(
      message: "a second \(which) script; braces say what each belongs to, as in '{x_a}_b'",
      offset: offset)
  }

  /// One argument: a group in braces, or the next single part without scripts.
  mutating func argument() throws(TeXError) -> String {
    let place = reader.offset
    guard let token = reader.next, !isEnd(token) else {
      throw TeXError.expected("an argument, as in '{x}',", found: reader.next, at: place)
    }
    // 'x^10' is x to the power of 1, and then 0.
    if case .character(let digit) = token, digit.isNumber {
      reader.take()
      return MathML.element("mn", "", lettered(String(digit)))
    }
    let outer = previous
    previous = nil
    defer { previous = outer }
    return try nucleus().html
  }

  // MARK: Nuclei

  private mutating func nucleus() throws(TeXError) -> MathAtom {
    try descend()
    defer { depth -= 1 }
    switch reader.next {
    case .command(let name)?: return try command(name)
    case .character("{")?: return .ordinary(try group())
    case .character(let character)?: return try self.character(character)
    case nil: return .ordinary(MathML.element("mrow"))
    }
  }

  private mutating func group() throws(TeXError) -> String {
    reader.take()
    let bracket = endsAtBracket
    endsAtBracket = false
    defer { endsAtBracket = bracket }
    let atoms = try row()
    guard reader.take(.character("}")) else { throw misplaced(expecting: "'}'") }
    return MathML.row(atoms)
  }

  /// The row before a closing bracket.
  mutating func bracketed() throws(TeXError) -> String {
    endsAtBracket = true
    let atoms = try row()
    endsAtBracket = false
    guard reader.take(.character("]")) else { throw misplaced(expecting: "']'") }
    return MathML.row(atoms)
  }

  private mutating func character(_ character: Character) throws(TeXError) -> MathAtom {
    let place = reader.offset
    if character.isNumber { return .ordinary(MathML.element("mn", "", number())) }
    if character.isLetter { return letters() }
    // A script without a nucleus: of nothing, as TeX has it.
    if "^_'".contains(character) { return .ordinary(MathML.element("mrow")) }
    reader.take()
    switch character {
    case "+": return operation("+")
    case "-": return operation("−")
    case "*": return operation("∗")
    case "=", "<", ">": return relation(String(character))
    case ":": return relation(":")
    case ",", ";": return MathAtom(kind: .punctuation, html: MathML.operator(String(character)))
    case "(", "[": return opening(String(character))
    case ")", "]": return closing(String(character))
    case "!", "?":
      return MathAtom(
        kind: .closing, html: MathML.operator(String(character), "form=\"postfix\""))
    case "|", "/", ".", "\"", "@", "`":
      return .ordinary(
        MathML.element("mi", "mathvariant=\"normal\"", "\(character)".escapedForHTML))
    case "~": return .ordinary(MathML.space("0.25"))
    case "%", "#", "$":
      throw TeXError(message: "write '\\\(character)' for this sign", offset: place)
    default: return .ordinary(MathML.operator(String(character)))
    }
  }

  private mutating func number() -> String {
    var text = reader.takeWhile { $0.isNumber }
    if reader.next == .character(".") {
      var ahead = reader
      ahead.take()
      let fraction = ahead.takeWhile { $0.isNumber }
      if !fraction.isEmpty { (text, reader) = (text + "." + fraction, ahead) }
    }
    return lettered(text)
  }

  private mutating func letters() -> MathAtom {
    guard let alphabet, alphabet.makesWords else {
      guard case .character(let letter)? = reader.take() else { return .ordinary("") }
      return .ordinary(MathML.identifier(lettered(String(letter))))
    }
    let word = lettered(reader.takeWhile { $0.isLetter || $0.isNumber })
    return .ordinary(MathML.identifier(word, isUpright: alphabet == .upright))
  }

  func lettered(_ text: String) -> String {
    guard let alphabet else { return text }
    return String(text.map(alphabet.letter))
  }

  private mutating func descend() throws(TeXError) {
    depth += 1
    guard depth > Self.deepest else { return }
    throw TeXError(
      message: "more than \(Self.deepest) parts stand within one another here; take some out",
      offset: reader.offset)
  }

  // MARK: Signs

  /// An operation between two parts, or a sign before one.
  func operation(_ sign: String) -> MathAtom {
    switch previous {
    case .ordinary?, .closing?:
      MathAtom(kind: .binary, html: MathML.operator(sign))
    default: MathAtom(kind: .binary, html: MathML.operator(sign, "form=\"prefix\""))
    }
  }

  func relation(_ sign: String) -> MathAtom {
    MathAtom(kind: .relation, html: MathML.operator(sign))
  }

  func opening(_ sign: String) -> MathAtom {
    MathAtom(kind: .opening, html: MathML.bracket(sign, form: "prefix", isLarge: false))
  }

  func closing(_ sign: String) -> MathAtom {
    MathAtom(kind: .closing, html: MathML.bracket(sign, form: "postfix", isLarge: false))
  }

  /// What stands next doesn't belong here.
  mutating func misplaced(expecting what: String = "an opening sign") -> TeXError {
    TeXError.expected(what, found: reader.next, at: reader.offset)
  }
}
