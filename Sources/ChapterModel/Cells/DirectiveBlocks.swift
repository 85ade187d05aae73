import SourceModel

/// Markdown as DocC reads it: what stands in the braces of a directive, as in `@Tab("Swift") { … }`, begins at
/// the margin, however far its author indented it.
struct DirectiveBlocks {
  /// The Markdown, of as many lines; those of the directives themselves are empty.
  let markdown: [UInt8]
  /// How many bytes were taken from the beginning of each line, by line from 1.
  private(set) var margins: [Int: Int] = [:]

  /// Directives whose content is Markdown.
  private static let names = ["TabNavigator", "Tab", "Row", "Column", "Comment", "Small"]

  /// - Returns: nil for a text without such directives.
  init?(in text: ArraySlice<UInt8>) {
    // Most texts have none, and need no closer look.
    guard Self.names.contains(where: { text.firstRange(ofBytes: "@\($0)".utf8) != nil }) else {
      return nil
    }
    let lines = String(decoding: text, as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    guard lines.contains(where: { Self.opens($0) }) else { return nil }
    /// The margins of the blocks around a line, none where the first line is still to come.
    var blocks: [Int?] = []
    var fence: Substring?
    var written: [Substring] = []
    for (number, line) in lines.enumerated() {
      let width = line.prefix { $0 == " " || $0 == "\t" }.utf8.count
      let words = line.dropFirst(width)
      if fence == nil, Self.opens(line) {
        blocks.append(nil)
        written.append("")
        continue
      }
      if fence == nil, words.trimmingPrefix("}").allSatisfy(\.isWhitespace), words.first == "}",
        !blocks.isEmpty
      {
        blocks.removeLast()
        written.append("")
        continue
      }
      if let last = blocks.indices.last, blocks[last] == nil, !words.isEmpty {
        blocks[last] = width
      }
      let taken = min(width, blocks.last.flatMap(\.self) ?? 0)
      if taken > 0 { margins[number + 1] = taken }
      written.append(line.dropFirst(taken))
      if !blocks.isEmpty { Self.follow(words, in: &fence) }
    }
    markdown = Array(written.joined(separator: "\n").utf8)
  }

  /// Takes note of where a fenced block begins and ends, in which braces are code.
  private static func follow(_ words: Substring, in fence: inout Substring?) {
    let mark = words.first ?? " "
    let marks = words.prefix { $0 == mark }
    guard mark == "`" || mark == "~", marks.count >= 3 else { return }
    guard let open = fence else { return fence = marks }
    if marks.hasPrefix(open), words.drop(while: { $0 == mark }).allSatisfy(\.isWhitespace) {
      fence = nil
    }
  }

  private static func opens(_ line: Substring) -> Bool {
    let words = line.drop { $0 == " " || $0 == "\t" }
    guard words.first == "@" else { return false }
    let name = words.dropFirst().prefix { $0.isLetter }
    return names.contains(String(name)) && words.last { !$0.isWhitespace } == "{"
  }
}
