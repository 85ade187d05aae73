import Foundation
import SourceModel

/// Commands: those that stand for a sign, and those that take arguments.
extension TeXParser {
  /// The next token, a command, and its arguments.
  mutating func command(_ name: String) throws(TeXError) -> MathAtom {
    let place = reader.offset
    reader.take()
    if let atom = sign(name) { return atom }
    if let alphabet = TeXAlphabet(rawValue: name == "bm" ? "boldsymbol" : name) {
      return .ordinary(try lettered(in: alphabet))
    }
    if let accent = TeXCommands.accents[name] {
      let sign = MathML.operator(accent.sign, "stretchy=\"\(accent.grows)\"")
      let over = MathML.element("mover", "accent=\"true\"", try argument(), sign)
      // What is written above a brace names it.
      return MathAtom(kind: .ordinary, html: over, takesLimits: name == "overbrace")
    }
    if let accent = TeXCommands.underAccents[name] {
      let sign = MathML.operator(accent, "stretchy=\"true\"")
      let under = MathML.element("munder", "accentunder=\"true\"", try argument(), sign)
      return MathAtom(kind: .ordinary, html: under, takesLimits: name == "underbrace")
    }
    if let size = size(name) { return try sized(size.height, size.kind) }
    return try structure(name, at: place)
  }

  /// A command that stands for itself.
  private func sign(_ name: String) -> MathAtom? {
    if let letter = TeXCommands.letters[name] {
      return .ordinary(MathML.identifier(lettered(String(letter))))
    }
    if let sign = TeXCommands.signs[name] {
      return .ordinary(MathML.identifier(lettered(sign), isUpright: true))
    }
    if let sign = TeXCommands.binary[name] { return operation(sign) }
    if let sign = TeXCommands.relations[name] { return relation(sign) }
    if let sign = TeXCommands.large[name] {
      let isIntegral = name.hasSuffix("int")
      return MathAtom(kind: .large, html: MathML.operator(sign), takesLimits: !isIntegral)
    }
    if TeXCommands.functions.contains(name) { return function(name, takesLimits: false) }
    if let name = TeXCommands.limits[name] { return function(name, takesLimits: true) }
    if let width = TeXCommands.spaces[name] { return .ordinary(space(width)) }
    if let sign = TeXCommands.delimiters[name] {
      return TeXCommands.closing.contains(name) ? closing(sign) : opening(sign)
    }
    return nil
  }

  /// MathML has no negative space.
  private func space(_ width: String) -> String {
    width.hasPrefix("-") ? "" : MathML.space(width)
  }

  /// A function's name; where its scripts go below it, it is a sign like a sum's.
  private func function(_ name: String, takesLimits: Bool) -> MathAtom {
    let words = name.replacing(" ", with: "\u{2009}")
    guard takesLimits else {
      return MathAtom(kind: .function, html: MathML.identifier(words, isUpright: true))
    }
    let attributes = "movablelimits=\"true\" form=\"prefix\" lspace=\"0\" rspace=\"0\""
    return MathAtom(
      kind: .function, html: MathML.operator(words, attributes), takesLimits: true)
  }

  private mutating func lettered(in alphabet: TeXAlphabet) throws(TeXError) -> String {
    let outer = self.alphabet
    self.alphabet = alphabet
    defer { self.alphabet = outer }
    return try argument()
  }

  private mutating func structure(_ name: String, at place: Int) throws(TeXError) -> MathAtom {
    switch name {
    case "frac": return .ordinary(MathML.element("mfrac", "", try argument(), try argument()))
    case "dfrac": return .ordinary(try fraction(isDisplay: true))
    case "tfrac": return .ordinary(try fraction(isDisplay: false))
    case "binom":
      let stack = MathML.element("mfrac", "linethickness=\"0\"", try argument(), try argument())
      return .ordinary(
        MathML.element("mrow", "", bracket("(", "prefix"), stack, bracket(")", "postfix")))
    case "sqrt": return .ordinary(try root())
    case "text": return .ordinary(MathML.element("mtext", "", try words(at: place)))
    case "operatorname":
      let takesLimits = reader.take(.character("*"))
      return function(try words(at: place), takesLimits: takesLimits)
    case "overset", "stackrel":
      let above = try argument()
      return MathAtom(
        kind: .relation, html: MathML.element("mover", "", try argument(), above))
    case "underset":
      let below = try argument()
      return MathAtom(
        kind: .relation, html: MathML.element("munder", "", try argument(), below))
    case "not": return try negation()
    case "left": return try enclosed(at: place)
    case "begin": return .ordinary(try environment(at: place))
    case "colon":
      return MathAtom(
        kind: .punctuation, html: MathML.operator(":", "lspace=\"0\" rspace=\"0.1667em\""))
    case "bmod":
      return MathAtom(
        kind: .binary, html: MathML.operator("mod", "lspace=\"0.2222em\" rspace=\"0.2222em\""))
    case "pmod":
      return .ordinary(
        MathML.element(
          "mrow", "", MathML.space("0.5"), opening("(").html,
          MathML.identifier("mod"), MathML.space("0.3333"), try argument(), closing(")").html))
    default: throw TeXError.unknown(command: name, at: place)
    }
  }

  private mutating func fraction(isDisplay: Bool) throws(TeXError) -> String {
    let fraction = MathML.element("mfrac", "", try argument(), try argument())
    return MathML.element("mstyle", "displaystyle=\"\(isDisplay)\"", fraction)
  }

  private mutating func root() throws(TeXError) -> String {
    guard reader.take(.character("[")) else { return MathML.element("msqrt", "", try argument()) }
    let degree = try bracketed()
    return MathML.element("mroot", "", try argument(), degree)
  }

  /// What stands in braces as words; spaces at their ends count.
  private mutating func words(at place: Int) throws(TeXError) -> String {
    guard let text = reader.takeBraced() else {
      throw TeXError(message: "words should follow in braces, as in '\\text{if}'", offset: place)
    }
    return text.replacing(" ", with: "\u{A0}").escapedForHTML
  }

  /// A relation with a stroke through it.
  private mutating func negation() throws(TeXError) -> MathAtom {
    let place = reader.offset
    let sign: String? =
      switch reader.take() {
      case .character(let character)?: "=<>".contains(character) ? String(character) : nil
      case .command(let name)?: TeXCommands.relations[name]
      case nil: nil
      }
    guard let sign else {
      throw TeXError(
        message: "'\\not' should stand before a relation, as in '\\not=' or '\\not\\in'",
        offset: place)
    }
    return relation((sign + "\u{338}").precomposedStringWithCanonicalMapping)
  }
}
