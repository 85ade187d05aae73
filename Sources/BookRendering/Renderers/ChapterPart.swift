import ChapterModel

/// A chapter as prose and cells in turn, for formats in which these are apart.
enum ChapterPart {
  /// Markdown between cells, without blank lines at its ends.
  case prose(String)
  /// A cell that isn't an inline value.
  case cell(Cell)

  /// The parts of a chapter, without front matter and recorded outputs.
  static func all(of chapter: Chapter) -> [ChapterPart] {
    var parts: [ChapterPart] = []
    var line = chapter.frontMatterLines + 1
    func prose(before end: Int) {
      guard line < end else { return }
      let range = chapter.source.range(ofLines: line, through: end - 1)
      let text = String(decoding: chapter.source.bytes[range], as: UTF8.self)
      let trimmed = text.replacing("\r\n", with: "\n").trimmingBlankLines
      if !trimmed.isEmpty { parts.append(.prose(trimmed)) }
    }
    for cell in chapter.cells where !cell.isInline {
      prose(before: cell.fence.firstLine)
      parts.append(.cell(cell))
      line = (cell.record?.fence.lastLine ?? cell.fence.lastLine) + 1
    }
    prose(before: chapter.source.lineCount + 1)
    return parts
  }
}

extension String {
  /// Without blank lines at either end.
  fileprivate var trimmingBlankLines: String {
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    let isFull: (Substring) -> Bool = { $0.contains { !$0.isWhitespace } }
    guard let first = lines.firstIndex(where: isFull), let last = lines.lastIndex(where: isFull)
    else { return "" }
    return lines[first...last].joined(separator: "\n")
  }
}
