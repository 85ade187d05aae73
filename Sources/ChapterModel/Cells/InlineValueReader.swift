import CommonMark
import SourceModel

/// Finds the inline values of a document: code within a line that begins with `swift:`, or with `answer:`
/// where readers are to find the value.
struct InlineValueReader {
  let source: SourceText
  /// How many lines stand before the document's first.
  let skippedLines: Int

  private static let start = "swift: "
  private static let startOfAnswer = "answer: "

  /// The inline values, as cells without an index; none of those on lines that are taken.
  func cells(
    in document: MarkdownDocument, outside taken: [ClosedRange<Int>]
  ) throws(ChapterError) -> [Cell] {
    var cells: [Cell] = []
    for (number, code) in document.inlineCode().enumerated() {
      let line = code.line + skippedLines
      let start = [Self.start, Self.startOfAnswer].first { code.literal.hasPrefix($0) }
      guard let start, !taken.contains(where: { $0.contains(line) }) else { continue }
      cells.append(try cell(code, behind: start, number: number, line: line))
    }
    return cells
  }

  private func cell(
    _ code: MarkdownDocument.InlineCode, behind start: String, number: Int, line: Int
  ) throws(ChapterError) -> Cell {
    let content = source.content(ofLine: line)
    let near = content.startIndex + code.column - 2
    // In a table, pipes stand behind backslashes.
    let spellings = [code.literal, code.literal.replacing("|", with: "\\|")]
    let found = spellings.flatMap { Self.places(of: Array("`\($0)`".utf8), in: content) }
      .min { abs($0.lowerBound - near) < abs($1.lowerBound - near) }
    guard let found else {
      throw ChapterError(.brokenInlineValue(code.literal), at: source.location(line: line))
    }
    let column = found.lowerBound - content.startIndex + 1
    let expression = String(code.literal.dropFirst(start.count))
    var options = CellOptions()
    if start == Self.startOfAnswer { options.prediction = Prediction() }
    let location = source.location(line: line, column: column)
    return Cell(
      index: 0, options: options, code: expression, location: location,
      indentation: column + start.utf8.count,
      fence: Fence(firstLine: line, lastLine: line, prefix: []), record: nil,
      inline: Cell.Inline(
        number: number, bytes: found, columns: column...(column + found.count - 1)))
  }

  /// Where some bytes stand in a line, with no further backtick at either side.
  private static func places(of bytes: [UInt8], in line: ArraySlice<UInt8>) -> [Range<Int>] {
    let backtick = UInt8(ascii: "`")
    let places = line.indices.filter { start in
      let end = start + bytes.count
      return line[start...].starts(with: bytes)
        && (start == line.startIndex || line[start - 1] != backtick)
        && (end >= line.endIndex || line[end] != backtick)
    }
    return places.map { $0..<($0 + bytes.count) }
  }
}
