/// Output as it is recorded and compared: text that Markdown can hold.
package enum OutputText {
  /// Lines ended by `\n`, the last one too; characters that a Markdown file can't hold or nobody
  /// can see are replaced by their pictures.
  package static func recorded(_ output: String) -> String {
    var text = ""
    for scalar in output.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar {
      case "\r": text += "\n"
      case "\n", "\t": text.unicodeScalars.append(scalar)
      case "\u{0}": text += "\u{FFFD}"
      case "\u{1}"..."\u{1F}":
        Unicode.Scalar(0x2400 + scalar.value).map { text.unicodeScalars.append($0) }
      case "\u{7F}": text += "\u{2421}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    if !text.isEmpty, text.last != "\n" { text += "\n" }
    return text
  }
}
