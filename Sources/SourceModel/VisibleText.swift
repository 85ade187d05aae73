extension Unicode.Scalar {
  /// Whether a terminal or a page would obey it instead of showing it: a control character of C0, DEL
  /// or C1, a mark or an override of the direction of text, a separator of lines or paragraphs. Tabs and
  /// line feeds are none of these.
  package var isObeyed: Bool {
    switch value {
    case 0x09, 0x0A: false
    case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension String {
  /// The text with every character that a terminal or a page would obey written as Swift writes it,
  /// `\u{1B}`. All text from files, paths, cells and tools passes here before a person sees it.
  ///
  /// In a string literal that means the same, so that code which is copied from a page still does what it did.
  package var visible: String {
    guard hasObeyed else { return self }
    var text = ""
    text.reserveCapacity(utf8.count)
    var scalars = unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      if scalar == "\r", scalars.first == "\n" { continue }
      if scalar.isObeyed {
        text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// HTML in which the text of `<code>` elements is visible. In prose the same characters may be meant: some
  /// scripts need marks of direction.
  package var visibleInCode: String {
    guard hasObeyed else { return self }
    var text = ""
    var rest = self[...]
    while let start = rest.firstRange(of: "<code") {
      let end = rest[start.upperBound...].firstRange(of: "</code>")?.lowerBound ?? rest.endIndex
      text += rest[..<start.lowerBound]
      text += String(rest[start.lowerBound..<end]).visible
      rest = rest[end...]
    }
    return text + rest
  }

  /// Whether there is such a character. Most text has none, and is only looked through.
  private var hasObeyed: Bool {
    var before: (UInt8, UInt8) = (0, 0)
    for byte in utf8 {
      switch (before.0, before.1, byte) {
      case (_, _, 0x09), (_, _, 0x0A): break
      case (_, _, 0...0x1F), (_, _, 0x7F), (_, 0xC2, 0x80...0x9F), (_, 0xD8, 0x9C): return true
      case (0xE2, 0x80, 0x8E...0x8F), (0xE2, 0x80, 0xA8...0xAE), (0xE2, 0x81, 0xA6...0xA9):
        return true
      default: break
      }
      before = (before.1, byte)
    }
    return false
  }
}
