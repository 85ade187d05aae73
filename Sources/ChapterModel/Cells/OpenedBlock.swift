/// A part of some code that has begun and not ended.
struct OpenedBlock {
  enum Kind: Equatable {
    case file
    case bracket(UInt8)
    /// A string literal with so many `#`.
    case string(hashes: Int, isMultiline: Bool)
    /// `\(` in a string literal.
    case interpolation
  }

  let kind: Kind
  /// How many tokens stand in it before here, since its last element ended.
  var tokens = 0
  /// How many `<` are open in it, as far as can be told.
  var angles = 0 { didSet { angles = max(angles, 0) } }

  init(_ kind: Kind) { self.kind = kind }

  var isBracket: Bool {
    switch kind {
    case .bracket, .interpolation: true
    case .file, .string: false
    }
  }

  func isClosed(by byte: UInt8) -> Bool {
    switch kind {
    case .bracket(UInt8(ascii: "(")), .interpolation: byte == UInt8(ascii: ")")
    case .bracket(UInt8(ascii: "[")): byte == UInt8(ascii: "]")
    case .bracket: byte == UInt8(ascii: "}")
    case .file, .string: false
    }
  }

  /// How many of them look like comparisons.
  private var comparisons = 0

  mutating func openAngle(isComparison: Bool) {
    angles += 1
    if isComparison { comparisons += 1 }
  }

  /// Whether a byte ends one of the elements that the block is read as, one after the other; a comma may also
  /// stand between the arguments of a type.
  mutating func endsElement(_ byte: UInt8) -> Bool {
    guard byte == separator else { return false }
    (angles, comparisons) = (angles - comparisons, 0)
    return angles == 0
  }

  private var separator: UInt8 {
    switch kind {
    case .bracket(UInt8(ascii: "(")), .bracket(UInt8(ascii: "[")), .interpolation: UInt8(ascii: ",")
    case .bracket, .file, .string: UInt8(ascii: ";")
    }
  }
}

extension UInt8 {
  var isSpace: Bool {
    switch self {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), .lineFeed: true
    default: false
    }
  }

  /// Whether a name, a word of the language or a number has it.
  var isInWord: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  /// Whether a statement may end with it, and its line.
  var endsStatement: Bool {
    switch self {
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "\""),
      UInt8(ascii: ">"):
      true
    default: isInWord
    }
  }
}
