import Foundation

/// Text as a terminal sets it.
enum TerminalText {
  /// The beginning of a line that fits, with a sign where something is left out.
  static func truncated(_ line: String, toColumns columns: Int) -> String {
    var width = 0
    var fitting = line.startIndex
    for index in line.indices {
      width += Self.width(of: line[index])
      if width > columns { return line[..<fitting] + "…" }
      // One column is left for the sign.
      if width < columns { fitting = line.index(after: index) }
    }
    return line
  }

  /// How many columns a character takes: none, one, or two for wide ones.
  private static func width(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    // A second sign may ask for the wide form of the first, as in ❤️.
    if scalars.contains("\u{FE0F}") { return 2 }
    return scalars.reduce(0) { max($0, width(of: $1)) }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// What Unicode calls wide and fullwidth, in its large blocks; those between them hold little else.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF,
    0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
  ]
}
