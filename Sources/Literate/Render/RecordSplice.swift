/// Puts fresh outputs into a chapter's bytes. Every byte that isn't a recorded output survives.
public struct RecordSplice: Sendable {
  private struct Edit {
    var range: Range<Int>
    var bytes: [UInt8]
  }

  let chapter: Chapter

  /// Makes a splice for a chapter.
  public init(_ chapter: Chapter) { self.chapter = chapter }

  /// The chapter's bytes with the outputs of a run.
  ///
  /// A record that equals the fresh output as `check` sees it keeps its bytes. Cells that didn't
  /// come to their end keep theirs too, unless `showingFailures` puts the reason there.
  ///
  /// - Parameters:
  ///   - showingValues: Whether values stand in the place of inline values' code.
  ///   - isMeant: Which cells may change their record.
  public func bytes(
    with result: ChapterResult, showingFailures: Bool = false, showingValues: Bool = false,
    where isMeant: (Cell) -> Bool = { _ in true }
  ) -> [UInt8] {
    var bytes = chapter.source.bytes
    let fresh = FreshRecords(of: chapter, result).records
    let edits = chapter.cells.filter(isMeant).compactMap { cell -> Edit? in
      if let inline = cell.inline { return showingValues ? value(of: cell, inline, result) : nil }
      if let fresh = fresh[cell.index] { return edit(cell, fresh) }
      let failure = result.failures.first { $0.cell == cell.id }
      guard showingFailures, let failure else { return nil }
      let output = result.cells[cell.index]?.output.text ?? ""
      let text = OutputText.recorded(output + failure.description)
      return edit(cell, FreshRecords.Record(form: .fence, text: text, figures: []))
    }
    for edit in edits.reversed() { bytes.replaceSubrange(edit.range, with: edit.bytes) }
    return bytes
  }

  private func value(of cell: Cell, _ place: Cell.Inline, _ result: ChapterResult) -> Edit? {
    guard let cell = result.cells[cell.index], cell.state == .ran else { return nil }
    return Edit(range: place.bytes, bytes: Array(cell.output.inlineText.utf8))
  }

  private func edit(_ cell: Cell, _ fresh: FreshRecords.Record) -> Edit? {
    let comparison = chapter.comparison(for: cell)
    guard let record = cell.record else {
      // The author records output in comments, which are code.
      if cell.isRecordedInComments || !cell.hasRoomForOutput { return nil }
      return fresh.text.isEmpty ? nil : insertion(of: fresh, below: cell)
    }
    guard record.fence.isClosed else { return nil }
    let isSame = record.form == fresh.form && comparison.areEqual(record.text, fresh.text)
    guard !isSame else { return nil }
    return fresh.text.isEmpty ? removal(of: record) : replacement(of: record, by: fresh, cell)
  }

  private func insertion(of record: FreshRecords.Record, below cell: Cell) -> Edit {
    let end = chapter.source.range(
      ofLines: cell.fence.firstLine, through: cell.fence.lastLine
    ).upperBound
    let ending = lineEnding(of: cell)
    let block = block(record, prefix: cell.fence.prefix, ending: ending)
    // Below a file's last line without an ending, that line gets one and the block goes without.
    let isOpenEnd = chapter.source.ending(ofLine: cell.fence.lastLine).isEmpty
    return Edit(range: end..<end, bytes: isOpenEnd ? ending + block : block + ending)
  }

  private func replacement(
    of record: Cell.Record, by fresh: FreshRecords.Record, _ cell: Cell
  ) -> Edit {
    let fence = record.fence
    let range = chapter.source.range(ofLines: fence.firstLine, through: fence.lastLine)
    let ending = chapter.source.ending(ofLine: fence.lastLine)
    let block = block(fresh, prefix: fence.prefix, ending: lineEnding(of: cell))
    return Edit(range: range, bytes: block + ending)
  }

  private func removal(of record: Cell.Record) -> Edit {
    let fence = record.fence
    var range = chapter.source.range(ofLines: fence.firstLine, through: fence.lastLine)
    if chapter.source.ending(ofLine: fence.lastLine).isEmpty {
      let before = chapter.source.ending(ofLine: fence.firstLine - 1)
      range = before.startIndex..<range.upperBound
    }
    return Edit(range: range, bytes: [])
  }

  private func lineEnding(of cell: Cell) -> [UInt8] {
    Array(chapter.source.ending(ofLine: cell.fence.firstLine))
  }

  /// A record without the ending of its last line.
  private func block(
    _ record: FreshRecords.Record, prefix: [UInt8], ending: [UInt8]
  ) -> [UInt8] {
    var prefix = prefix
    // A space after a quote mark belongs to the mark; without one, the output's own would.
    if prefix.last == UInt8(ascii: ">") { prefix.append(.space) }
    let text =
      switch record.form {
      case .fence: OutputFence.block(record.text)
      case .region: "\(Cell.Record.regionStart)\n\(record.text)\(Cell.Record.regionEnd)\n"
      }
    let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    return Array(
      lines.map { ($0.isEmpty ? trimmed(prefix) : prefix) + Array($0.utf8) }.joined(
        separator: ending))
  }

  private func trimmed(_ prefix: [UInt8]) -> [UInt8] {
    guard let last = prefix.lastIndex(where: { $0 != .space && $0 != .tab }) else { return [] }
    return Array(prefix[...last])
  }
}
