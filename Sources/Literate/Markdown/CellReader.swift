/// Finds the cells among a document's fenced blocks, and the output recorded below each.
struct CellReader {
  let source: SourceText
  /// How many lines stand before the document's first.
  let skippedLines: Int

  func cells(in document: CommonMark) throws(ChapterError) -> [Cell] {
    let blocks = document.fencedBlocks()
    var cells: [Cell] = []
    for block in blocks {
      let words = block.info.split(whereSeparator: \.isWhitespace)
      guard words.first == "swift" else { continue }
      let location = source.location(line: block.line + skippedLines, column: block.column)
      let options = try CellOptions(words: words.dropFirst(), at: location)
      let fence = try fence(of: block)
      cells.append(
        Cell(
          index: cells.count, options: options, code: normalized(block.literal),
          location: location, indentation: indentation(of: block), fence: fence,
          record: try block.next.map { blocks[$0] }.flatMap(record)))
    }
    return cells
  }

  private func record(_ block: CommonMark.FencedBlock) throws(ChapterError) -> Cell.Record? {
    guard block.info.split(whereSeparator: \.isWhitespace).first == "output" else { return nil }
    return Cell.Record(
      text: normalized(block.literal),
      location: source.location(line: block.line + skippedLines, column: block.column),
      fence: try fence(of: block))
  }

  private func fence(of block: CommonMark.FencedBlock) throws(ChapterError) -> Fence {
    let first = block.line + skippedLines
    let last = block.lastLine + skippedLines
    guard isClosed(block, lastLine: last) else {
      throw ChapterError(.unclosedFence, at: source.location(line: first, column: block.column))
    }
    // A list's marker stands before its first line only; later lines have spaces there.
    let prefix = source.content(ofLine: first).prefix(block.column - 1).map {
      [.tab, UInt8(ascii: ">")].contains($0) ? $0 : .space
    }
    return Fence(firstLine: first, lastLine: last, prefix: prefix)
  }

  /// cmark doesn't tell whether a block's last line is its closing fence or the line that ended
  /// its container, so look: nothing else may begin there, and it must read like the fence.
  private func isClosed(_ block: CommonMark.FencedBlock, lastLine: Int) -> Bool {
    let codeLines = block.literal.utf8.count { $0 == .lineFeed }
    guard !block.endsInAnotherBlock, block.lastLine - block.line - 1 == codeLines else {
      return false
    }
    let opening = source.content(ofLine: block.line + skippedLines).dropFirst(block.column - 1)
    guard let mark = opening.first else { return false }
    var line = source.content(ofLine: lastLine)
    while line.last == .space || line.last == .tab { line.removeLast() }
    let before = line.prefix { $0 != mark }
    let quotes = before.count { $0 == UInt8(ascii: ">") }
    return line.dropFirst(before.count).allSatisfy { $0 == mark }
      && line.count - before.count >= opening.prefix { $0 == mark }.count
      && quotes == block.quoteDepth
      && before.allSatisfy { [.space, .tab, UInt8(ascii: ">")].contains($0) }
  }

  /// The least number of bytes before the code on a line that isn't blank: where columns begin.
  private func indentation(of block: CommonMark.FencedBlock) -> Int {
    let lines = normalized(block.literal).split(separator: "\n", omittingEmptySubsequences: false)
    let widths = lines.indices.compactMap { index -> Int? in
      let line = block.line + skippedLines + 1 + index
      guard line <= source.lineCount, lines[index].contains(where: { !$0.isWhitespace }) else {
        return nil
      }
      let content = source.content(ofLine: line)
      guard content.suffix(lines[index].utf8.count).elementsEqual(lines[index].utf8) else {
        return nil
      }
      return content.count - lines[index].utf8.count
    }
    return widths.min() ?? 0
  }

  private func normalized(_ literal: String) -> String {
    guard literal.utf8.contains(.carriageReturn) else { return literal }
    return literal.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }
}
