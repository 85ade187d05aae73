/// Letters of another kind, as `\mathbb` and its like ask for them.
enum TeXAlphabet: String, CaseIterable {
  case upright = "mathrm"
  case bold = "mathbf"
  case italic = "mathit"
  case sansSerif = "mathsf"
  case monospaced = "mathtt"
  case blackboard = "mathbb"
  case script = "mathcal"
  case fraktur = "mathfrak"
  case boldItalic = "boldsymbol"

  /// Whether letters next to each other are one word.
  var makesWords: Bool { [.upright, .italic, .sansSerif, .monospaced].contains(self) }

  /// A character of this kind; characters that have no such sibling stay.
  func letter(_ character: Character) -> Character {
    if let exception = exceptions[character] { return exception }
    guard let value = character.unicodeScalars.first?.value, character.unicodeScalars.count == 1
    else { return character }
    let scalar: UInt32? =
      switch value {
      case 0x41...0x5A: starts.map { $0.latin + (value - 0x41) }
      case 0x61...0x7A: starts.map { $0.latin + 26 + (value - 0x61) }
      case 0x30...0x39: starts?.digits.map { $0 + (value - 0x30) }
      case 0x391...0x3A9: starts?.greek.map { $0 + (value - 0x391) }
      case 0x3B1...0x3C9: starts?.greek.map { $0 + 26 + (value - 0x3B1) }
      default: nil
      }
    return scalar.flatMap(Unicode.Scalar.init).map { Character($0) } ?? character
  }

  /// Where Unicode has the alphabet's letters, Greek letters and digits.
  private var starts: (latin: UInt32, greek: UInt32?, digits: UInt32?)? {
    switch self {
    case .upright: nil
    case .bold: (0x1D400, 0x1D6A8, 0x1D7CE)
    case .italic: (0x1D434, 0x1D6E2, nil)
    case .sansSerif: (0x1D5A0, nil, 0x1D7E2)
    case .monospaced: (0x1D670, nil, 0x1D7F6)
    case .blackboard: (0x1D538, nil, 0x1D7D8)
    case .script: (0x1D49C, nil, nil)
    case .fraktur: (0x1D504, nil, nil)
    case .boldItalic: (0x1D468, 0x1D71C, 0x1D7CE)
    }
  }

  /// Letters that Unicode had before it had the alphabets.
  private var exceptions: [Character: Character] {
    switch self {
    case .italic: ["h": "ℎ"]
    case .blackboard: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
    case .script:
      [
        "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ",
        "g": "ℊ", "o": "ℴ",
      ]
    case .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
    default: [:]
    }
  }
}
