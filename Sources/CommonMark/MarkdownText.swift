import SourceModel

/// Text as Markdown in which no character means anything but itself.
package enum MarkdownText {
  /// Text escaped for a place within a line.
  ///
  /// - Parameters:
  ///   - before: What stands before the place in its line.
  ///   - rest: What stands behind it.
  package static func escaped(
    _ text: String, after before: ArraySlice<UInt8>, before rest: ArraySlice<UInt8>
  ) -> String {
    let isStart =
      before.allSatisfy { Array(" \t>-+*#.)0123456789".utf8).contains($0) }
      || before.drop { $0 == .space }.starts(with: "[^".utf8)
    let isEnd = rest.allSatisfy { $0 == .space || $0 == .tab }
    var text = text[...]
    // Space at a line's edges makes code of it, or breaks it.
    if isStart { text = text.drop { $0.isWhitespace } }
    if isEnd { while text.last?.isWhitespace == true { text.removeLast() } }
    let isBeside = [before.last, rest.first].contains { "*_~".utf8.map(Optional.some).contains($0) }
    // A line without anything would end its paragraph, and emphasis of nothing is none.
    if text.allSatisfy(\.isWhitespace), isStart && isEnd || isBeside { return "&#32;" }
    var characters = text.map { character in
      "\\`*_[]<>&|~$".contains(character) ? "\\\(character)" : String(character)
    }
    if let last = characters.indices.last {
      // Nor is emphasis beside space.
      for place in [0, last] where isBeside && characters[place].allSatisfy(\.isWhitespace) {
        characters[place] = characters[place].unicodeScalars.map { "&#\($0.value);" }.joined()
      }
      // Before a link, it would make an image of it; at a heading's end, it would be taken away; before
      // the end of a table's cell, it would belong to that.
      if text.last == "!" { characters[last] = "\\!" }
      if isEnd, text.last == "#" { characters[last] = "\\#" }
      if text.last == "\\" { characters[last] = "&#92;" }
    }
    if isStart { escapeBeginning(of: &characters) }
    if before.last == UInt8(ascii: "]"), let first = characters.first, ["(", ":"].contains(first) {
      characters[0] = "\\" + first
    }
    return characters.joined()
  }

  /// What would begin a heading, a list, a rule, the line below a heading or a table at the beginning
  /// of a line.
  private static func escapeBeginning(of characters: inout [String]) {
    guard let first = characters.first else { return }
    let next = characters.dropFirst().first ?? " "
    if ["#", "+", "-", "=", ":"].contains(first), "# \t+-=:".contains(next) {
      characters[0] = "\\" + first
    }
    let digits = characters.prefix { $0.count == 1 && "0123456789".contains($0) }.count
    if digits > 0, digits < characters.count, [".", ")"].contains(characters[digits]) {
      let next = characters.dropFirst(digits + 1).first
      if next == nil || next == " " || next == "\t" {
        characters[digits] = "\\" + characters[digits]
      }
    }
  }
}
