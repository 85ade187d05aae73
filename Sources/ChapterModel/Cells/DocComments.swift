import SourceModel
import SwiftSyntax

/// The documentation in a Swift source, as Markdown in which every line stands where it stands in
/// the source.
///
/// Only comments that document something count: those that stand before a token, as trivia. Lines
/// of code are empty; between two comments stands a comment of HTML's, so that no list or quote goes
/// on from one into the next where they are shown.
struct DocComments {
  /// The Markdown: as many lines as the source.
  let markdown: [UInt8]
  /// How many bytes stand before the Markdown on each line of the source, by line from 1.
  let margins: [Int: Int]
  /// The lines of each comment, in the order of the source.
  private(set) var lines: [Range<Int>] = []

  init(of source: [UInt8]) {
    let tree = SwiftTree.parse(String(decoding: source, as: UTF8.self))
    let converter = SourceLocationConverter(fileName: "", tree: tree)
    var found: [(line: Int, text: Substring, margin: Int)] = []
    var firstLines: Set<Int> = []
    for token in tree.tokens(viewMode: .sourceAccurate) {
      let before = found.count
      defer { if found.count > before { firstLines.insert(found[before].line) } }
      var position = token.position
      for piece in token.leadingTrivia {
        let start = converter.location(for: position)
        position = position.advanced(by: piece.sourceLength.utf8Length)
        switch piece {
        case .docLineComment(let text):
          found.append((start.line, text.dropFirst(3), start.column + 2))
        case .docBlockComment(let text):
          let lines = text.dropLast(2).split(omittingEmptySubsequences: false) {
            ["\n", "\r", "\r\n"].contains($0)
          }
          for (offset, line) in lines.enumerated() {
            found.append(Self.blockLine(line, isFirst: offset == 0, start: start, offset: offset))
          }
        default: break
        }
      }
    }
    let lineCount = SourceText(path: "", bytes: source).lineCount
    var lines = [String](repeating: "", count: lineCount)
    var margins: [Int: Int] = [:]
    for (number, entry) in found.enumerated() where entry.line <= lineCount {
      let isSpaced = entry.text.first == " "
      lines[entry.line - 1] = String(isSpaced ? entry.text.dropFirst() : entry.text)
        .replacing("\r", with: "")
      margins[entry.line] = entry.margin + (isSpaced ? 1 : 0)
      // A new comment begins: what the one before left open ends.
      let before = number > 0 ? found[number - 1].line : 0
      if entry.line > before + 1, entry.line > 1 { lines[entry.line - 2] = "<!-- -->" }
      let isNew = entry.line > before + 1 || firstLines.contains(entry.line)
      if isNew, entry.line > before {
        self.lines.append(entry.line..<(entry.line + 1))
      } else if let last = self.lines.last {
        self.lines[self.lines.count - 1] = last.lowerBound..<(entry.line + 1)
      }
    }
    markdown = Array((lines.joined(separator: "\n") + "\n").utf8)
    self.margins = margins
  }

  /// A line of `/** … */`, without the star that many write before each.
  private static func blockLine(
    _ line: Substring, isFirst: Bool, start: SwiftSyntax.SourceLocation, offset: Int
  ) -> (line: Int, text: Substring, margin: Int) {
    if isFirst { return (start.line, line.dropFirst(3), start.column + 2) }
    var text = line.drop { $0 == " " || $0 == "\t" }
    if text.first == "*" {
      text = text.dropFirst()
    } else {
      // Without stars, the comment's own column is the margin.
      let width = min(start.column - 1, line.utf8.count - text.utf8.count)
      text = line.dropFirst(width)
    }
    return (start.line + offset, text, line.utf8.count - text.utf8.count)
  }
}

extension Cell {
  /// The cell of a comment, behind as many bytes more as stand before the comment's Markdown.
  package func moved(by margins: [Int: Int]) -> Cell {
    var location = location
    location.column += margins[location.line] ?? 0
    return Cell(
      index: index, options: options, code: code, location: location,
      indentation: indentation + (margins[firstCodeLine] ?? margins[location.line] ?? 0),
      fence: fence, record: record, inline: inline)
  }
}
