import CommonMark
import SourceModel
import SwiftSyntax

/// Finds the cells among a document's fenced blocks, and the output recorded below each.
struct CellReader {
  let source: SourceText
  /// How many lines stand before the document's first.
  private var skippedLines = 0
  let dialect: Dialect
  /// Whether fences without a word and indented code are cells, where they read like a program.
  var takesUnlabelled = false

  init(source: SourceText, dialect: Dialect) {
    (self.source, self.dialect) = (source, dialect)
  }

  /// The cells of a text's document; it begins after some lines of the source.
  func cells(
    in document: MarkdownDocument, of text: ArraySlice<UInt8>, skipping lines: Int
  ) throws(ChapterError) -> [Cell] {
    var reader = self
    reader.skippedLines = lines
    let cells = try reader.shownCells(in: document)
    try reader.requireShown(document, of: text, outside: cells.compactMap { $0.record?.lines })
    return cells
  }

  /// The cells of parts of the source, by their lines, that are documents of their own: nothing that
  /// one leaves open goes on in the next.
  func cells(inParts parts: [Range<Int>]) throws(ChapterError) -> [Cell] {
    var cells: [Cell] = []
    for lines in parts where !lines.isEmpty {
      let text = source.bytes[
        source.range(ofLines: lines.lowerBound, through: lines.upperBound - 1)]
      let document = MarkdownDocument(text)
      for cell in try self.cells(in: document, of: text, skipping: lines.lowerBound - 1) {
        cells.append(cell.numbered(cells.count))
      }
    }
    return cells
  }

  /// A cell within a footnote that nothing refers to would neither run nor be seen.
  private func requireShown(
    _ document: MarkdownDocument, of text: ArraySlice<UInt8>, outside records: [ClosedRange<Int>]
  ) throws(ChapterError) {
    for fence in document.droppedFootnotes(of: text).fences {
      let line = fence.line + skippedLines
      guard Self.words(of: fence.info).first?.lowercased() == "swift",
        !records.contains(where: { $0.contains(line) })
      else { continue }
      throw ChapterError(.unseenFootnote, at: source.location(line: line, column: fence.column))
    }
  }

  /// Others write `Swift`, and `swift,ignore`: cells that look meant to run. What stands in quotation
  /// marks is part of one word.
  private static func words(of info: String) -> [Substring] {
    var words: [Substring] = []
    var rest = info[...]
    while let start = rest.firstIndex(where: { !isBetweenWords($0) }) {
      var end = start
      while end < rest.endIndex, !isBetweenWords(rest[end]) {
        let next = rest.index(after: end)
        let closing = rest[end] == "\"" ? rest[next...].firstIndex(of: "\"") : nil
        end = closing.map(rest.index(after:)) ?? next
      }
      words.append(rest[start..<end])
      rest = rest[end...]
    }
    return words
  }

  private static func isBetweenWords(_ character: Character) -> Bool {
    character.isWhitespace || character == ","
  }

  private func shownCells(in document: MarkdownDocument) throws(ChapterError) -> [Cell] {
    let blocks = takesUnlabelled ? document.codeBlocks() : document.fencedBlocks()
    var cells: [Cell] = []
    var lastRecordedLine = 0
    for block in blocks {
      let words = Self.words(of: block.info)
      let line = block.line + skippedLines
      if dialect == .book, words == ["python", "twin"], line > lastRecordedLine {
        let place = source.location(line: line, column: block.column)
        guard cells.last?.twin == nil, !cells.isEmpty else {
          throw ChapterError(.twinWithoutCell, at: place)
        }
        _ = try fence(of: block)
        cells[cells.count - 1].twin = Cell.Twin(code: normalized(block.literal), location: place)
      }
      // An output may be Markdown with fences in it.
      guard
        words.first?.lowercased() == "swift"
          || takesUnlabelled && words.isEmpty && isProgram(block),
        line > lastRecordedLine
      else { continue }
      let location = source.location(line: line + (block.isIndented ? 1 : 0), column: block.column)
      let options =
        try CellOptions(words: words.dropFirst(), in: dialect, at: location)
      let fence = try fence(of: block)
      let record = try record(below: block, in: blocks)
      lastRecordedLine = record?.fence.lastLine ?? lastRecordedLine
      cells.append(
        Cell(
          index: cells.count, options: options, code: normalized(block.literal),
          location: location, indentation: indentation(of: block), fence: fence, record: record,
          inline: nil))
    }
    return cells
  }

  /// Whether a block without words is code that could do something: no output, no other language's.
  private func isProgram(_ block: MarkdownDocument.FencedBlock) -> Bool {
    let tree = SwiftTree.parse(normalized(block.literal))
    guard !tree.hasError else { return false }
    return tree.statements.contains { item in
      guard case .expr(let expression) = item.item else { return true }
      return [.functionCallExpr, .tryExpr, .awaitExpr, .ifExpr, .switchExpr].contains(
        expression.kind)
        || expression.as(SequenceExprSyntax.self)?.elements
          .contains { $0.is(AssignmentExprSyntax.self) } == true
    }
  }

  private func record(
    below block: MarkdownDocument.FencedBlock, in blocks: [MarkdownDocument.FencedBlock]
  ) throws(ChapterError) -> Cell.Record? {
    if let html = block.nextHTML, html.literal.trimmed == Cell.Record.regionStart {
      return try region(from: html)
    }
    guard let next = block.next.map({ blocks[$0] }),
      next.info.split(whereSeparator: \.isWhitespace).first == "output"
    else { return nil }
    return Cell.Record(
      text: normalized(next.literal),
      location: source.location(line: next.line + skippedLines, column: next.column),
      form: .fence, fence: try fence(of: next))
  }

  /// A record between two comments. Its end is looked for line by line: what stands there is the
  /// output's, whatever cmark would make of it.
  private func region(from start: MarkdownDocument.HTMLBlock) throws(ChapterError) -> Cell.Record {
    let first = start.line + skippedLines
    let prefix = prefix(ofLine: first, before: start.column)
    var text = ""
    for number in (first + 1)..<max(source.lineCount + 1, first + 1) {
      let line = content(ofLine: number, without: prefix)
      if line.trimmed == Cell.Record.regionEnd {
        return Cell.Record(
          text: text, location: source.location(line: first, column: start.column), form: .region,
          fence: Fence(firstLine: first, lastLine: number, prefix: prefix))
      }
      text += line + "\n"
    }
    throw ChapterError(.unclosedRecord, at: source.location(line: first, column: start.column))
  }

  private func content(ofLine number: Int, without prefix: [UInt8]) -> String {
    var content = source.content(ofLine: number)
    for byte in prefix {
      let isMark = byte == UInt8(ascii: ">")
      guard let next = content.first, next == byte || (!isMark && next == .tab) else { break }
      content.removeFirst()
    }
    return String(decoding: content, as: UTF8.self)
  }

  /// What further lines of a block's container begin with. A list's marker stands before its first
  /// line only; later lines have spaces there.
  private func prefix(ofLine line: Int, before column: Int) -> [UInt8] {
    source.content(ofLine: line).prefix(column - 1).map {
      [.tab, UInt8(ascii: ">")].contains($0) ? $0 : .space
    }
  }

  private func fence(of block: MarkdownDocument.FencedBlock) throws(ChapterError) -> Fence {
    let first = block.line + skippedLines
    if block.isIndented {
      return Fence(firstLine: first, lastLine: block.lastLine + skippedLines, prefix: [])
    }
    let last = block.lastLine + skippedLines
    let isClosed = isClosed(block, lastLine: last)
    guard isClosed || dialect == .document else {
      throw ChapterError(.unclosedFence, at: source.location(line: first, column: block.column))
    }
    return Fence(
      firstLine: first, lastLine: last, isClosed: isClosed,
      prefix: prefix(ofLine: first, before: block.column))
  }

  /// cmark doesn't tell whether a block's last line is its closing fence or the line that ended
  /// its container, so look: nothing else may begin there, and it must read like the fence.
  private func isClosed(_ block: MarkdownDocument.FencedBlock, lastLine: Int) -> Bool {
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
      && line.count - before.count
        >= min(opening.prefix { $0 == mark }.count, MarkdownDocument.longestFence)
      && quotes == block.quoteDepth
      && before.allSatisfy { [.space, .tab, UInt8(ascii: ">")].contains($0) }
  }

  /// The least number of bytes before the code on a line that isn't blank: where columns begin.
  private func indentation(of block: MarkdownDocument.FencedBlock) -> Int {
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

extension String {
  /// Without white space at either end.
  fileprivate var trimmed: Substring {
    let start = self[...].drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
  }
}
