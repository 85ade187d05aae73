/// The lines of a text that stand between fences, which say nothing but code.
enum FencedLines {
  /// The text with blank lines in the place of fenced code; all lines stay.
  static func blanked(_ text: String) -> String {
    var fence: Substring?
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { line in
      let words = line.drop { $0 == " " || $0 == "\t" }
      let mark = words.first ?? " "
      let marks = words.prefix { $0 == mark }
      let isFence = (mark == "`" || mark == "~") && marks.count >= 3
      if let open = fence {
        if isFence, marks.hasPrefix(open),
          words.drop(while: { $0 == mark }).allSatisfy(\.isWhitespace)
        {
          fence = nil
        }
        return Substring()
      }
      guard isFence else { return line }
      fence = marks
      return Substring()
    }
    return lines.joined(separator: "\n")
  }
}
