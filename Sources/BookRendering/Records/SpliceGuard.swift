import ChapterModel
import CommonMark
import RecordCheck
import SourceModel

/// Reads what is about to be written, and says where it isn't the chapter with fresh outputs in it:
/// other cells, other text, or outputs that the next update would write again.
struct SpliceGuard {
  let chapter: Chapter
  /// Whether values stand in the place of inline values' code.
  var showsValues = false

  /// What is wrong with bytes; nil if nothing is.
  ///
  /// - Parameters:
  ///   - records: What each cell that has changed should have below it, by the cells' places.
  ///   - again: What a second splice makes of them.
  func problem(
    _ bytes: [UInt8], records: [Int: FreshRecords.Record], again: (Chapter) -> [UInt8]
  ) -> SpliceError? {
    // Comments of a Swift source are only shown, and read one by one.
    if chapter.isSwiftSource { return nil }
    let first = chapter.cells.first { records[$0.index] != nil } ?? chapter.cells.first
    let place = first?.location ?? chapter.source.location(line: 1)
    guard let read = try? chapter.reading(SourceText(path: chapter.source.path, bytes: bytes)),
      cells(of: read).elementsEqual(cells(of: chapter), by: { $0.isSame(as: $1) })
    else { return SpliceError(reason: .otherCells, location: place) }
    guard text(of: read) == text(of: chapter), hasOutline(read) else {
      return SpliceError(reason: .otherText, location: place)
    }
    if showsValues { return nil }
    for cell in read.cells {
      guard let record = records[cell.index], !says(cell, record) else { continue }
      return SpliceError(
        reason: .unreadableOutput, location: chapter.cells[cell.index].location)
    }
    return again(read) == bytes ? nil : SpliceError(reason: .unreadableOutput, location: place)
  }

  private func cells(of chapter: Chapter) -> [Cell] {
    showsValues ? chapter.cells.filter { !$0.isInline } : chapter.cells
  }

  private func says(_ cell: Cell, _ record: FreshRecords.Record) -> Bool {
    guard let recorded = cell.record else { return record.text.isEmpty }
    return recorded.form == record.form
      && recorded.text.utf8.elementsEqual(record.text.utf8)
  }

  /// The lines that aren't records; the last one may get an ending.
  private func text(of chapter: Chapter) -> [UInt8] {
    if showsValues { return [] }
    var bytes: [UInt8] = []
    var start = 0
    for record in chapter.cells.compactMap(\.record) {
      let range = chapter.source.range(
        ofLines: record.lines.lowerBound, through: record.lines.upperBound)
      bytes += chapter.source.bytes[start..<range.lowerBound]
      start = range.upperBound
    }
    bytes += chapter.source.bytes[start...]
    if bytes.last == .lineFeed { bytes.removeLast() }
    if bytes.last == .carriageReturn { bytes.removeLast() }
    return bytes
  }

  /// Whether the blocks outside of records are those of the chapter as it is; or without its records, for
  /// one that somebody has torn may hold text below it, and let it go now.
  private func hasOutline(_ read: Chapter) -> Bool {
    let new = outline(of: read)
    if new == outline(of: chapter) { return true }
    let lines = chapter.frontMatterLines
    let source = SourceText(path: chapter.source.path, bytes: text(of: chapter))
    return new
      == MarkdownDocument(source.bytes(after: lines)).outline().map { block in
        var block = block
        block.line += lines
        return block
      }
  }

  /// The blocks outside of records, by their lines among those.
  private func outline(of chapter: Chapter) -> [MarkdownDocument.OutlineBlock] {
    let records = chapter.cells.compactMap { $0.record?.lines }
    var next = 0
    var linesBefore = 0
    return chapter.document.outline().compactMap { block in
      let line = block.line + chapter.frontMatterLines
      while next < records.count, records[next].upperBound < line {
        linesBefore += records[next].count
        next += 1
      }
      if next < records.count, records[next].contains(line) { return nil }
      var block = block
      block.line -= linesBefore
      return block
    }
  }
}

extension Cell {
  /// Whether another cell is this one at another place.
  package func isSame(as other: Cell) -> Bool {
    code.utf8.elementsEqual(other.code.utf8) && options == other.options
      && isInline == other.isInline
      && (twin?.code ?? "").utf8.elementsEqual((other.twin?.code ?? "").utf8)
  }
}
