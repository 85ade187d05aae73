import CellExecution
import ChapterModel
import CommonMark
import RecordCheck
import SourceModel

/// Puts fresh outputs into a chapter's bytes. Every byte that isn't a recorded output survives, and what
/// comes of it is read as the same chapter: ``SpliceGuard`` looks.
package struct RecordSplice: Sendable {
  private struct Edit {
    var cell: Cell
    /// What the cell should have below it; nil for a value within a line.
    var record: FreshRecords.Record?
    var range: Range<Int>
    var bytes: [UInt8]
  }

  package let chapter: Chapter

  /// Makes a splice for a chapter.
  package init(_ chapter: Chapter) { self.chapter = chapter }

  /// The chapter's bytes with the outputs of a run.
  ///
  /// A record that equals the fresh output as `check` sees it keeps its bytes. Cells that didn't
  /// come to their end keep theirs too, unless `showingFailures` puts the reason there.
  ///
  /// - Parameters:
  ///   - showingValues: Whether values stand in the place of inline values' code.
  ///   - isMeant: Which cells may change their record.
  /// - Throws: `SpliceError` where the bytes wouldn't be read as this chapter with these outputs.
  package func bytes(
    with result: ChapterResult, showingFailures: Bool = false, showingValues: Bool = false,
    where isMeant: (Cell) -> Bool = { _ in true }
  ) throws(SpliceError) -> [UInt8] {
    let fresh = records(of: result, showingFailures: showingFailures).filter {
      isMeant(chapter.cells[$0.key])
    }
    let edits = try guarded(edits(fresh), fresh)
    guard showingValues else { return bytes(with: edits) }
    let all = bytes(with: edits + values(of: result).filter { isMeant($0.cell) })
    let seen = SpliceGuard(chapter: chapter, showsValues: true)
    if let problem = seen.problem(all, records: [:], again: { _ in all }) { throw problem }
    return all
  }

  private func bytes(with edits: [Edit]) -> [UInt8] {
    var bytes = chapter.source.bytes
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: edit.bytes)
    }
    return bytes
  }

  /// What cells should have below them now, by their places.
  private func records(
    of result: ChapterResult, showingFailures: Bool
  ) -> [Int: FreshRecords.Record] {
    var records = FreshRecords(of: chapter, result).records
    guard showingFailures else { return records }
    for failure in result.failures {
      let cell = chapter.cells.first { $0.id == failure.cell }
      guard let cell, !cell.isInline, records[cell.index] == nil else { continue }
      let output = result.cells[cell.index]?.output.text ?? ""
      let text = OutputText.recorded(output + failure.description)
      records[cell.index] = FreshRecords.Record(form: .fence, text: text, figures: [])
    }
    return records
  }

  private func values(of result: ChapterResult) -> [Edit] {
    chapter.cells.compactMap { cell in
      guard let place = cell.inline, let value = result.cells[cell.index], value.state == .ran
      else {
        return nil
      }
      let line = chapter.source.range(ofContentOfLine: cell.fence.firstLine)
      let text = MarkdownText.escaped(
        value.output.inlineText,
        after: chapter.source.bytes[line.lowerBound..<place.bytes.lowerBound],
        before: chapter.source.bytes[place.bytes.upperBound..<line.upperBound])
      return Edit(cell: cell, record: nil, range: place.bytes, bytes: Array(text.utf8))
    }
  }

  // MARK: Edits

  private func edits(_ fresh: [Int: FreshRecords.Record]) -> [Edit] {
    chapter.cells.compactMap { cell in fresh[cell.index].flatMap { edit(cell, $0) } }
  }

  /// Edits of which the chapter is known to survive; where an output has to stand behind other bytes
  /// than those before its cell, they do.
  private func guarded(
    _ edits: [Edit], _ fresh: [Int: FreshRecords.Record]
  ) throws(SpliceError) -> [Edit] {
    guard problem(edits, fresh) != nil else { return edits }
    var better: [Edit] = []
    for edit in edits {
      let spellings = prefixes(of: edit.cell).compactMap { prefix in
        edit.record.flatMap { self.edit(edit.cell, $0, prefix: prefix) }
      }
      if let spelling = spellings.first(where: { problem([$0], fresh) == nil }) {
        better.append(spelling)
      } else if let problem = problem([edit], fresh) {
        throw problem
      }
    }
    if let problem = problem(better, fresh) { throw problem }
    return better
  }

  private func problem(_ edits: [Edit], _ fresh: [Int: FreshRecords.Record]) -> SpliceError? {
    guard !edits.isEmpty else { return nil }
    let meant = Set(edits.map(\.cell.index))
    let records = fresh.filter { meant.contains($0.key) }
    return SpliceGuard(chapter: chapter).problem(bytes(with: edits), records: records) { read in
      let again = RecordSplice(read)
      return again.bytes(with: again.edits(records))
    }
  }

  private func edit(
    _ cell: Cell, _ fresh: FreshRecords.Record, prefix: [UInt8]? = nil
  ) -> Edit? {
    guard let record = cell.record else {
      // The author records output in comments, which are code.
      if cell.isRecordedInComments || !cell.hasRoomForOutput { return nil }
      return fresh.text.isEmpty
        ? nil : insertion(of: fresh, below: cell, behind: prefix ?? cell.fence.prefix)
    }
    guard cell.hasRoomForOutput else { return nil }
    let isSame =
      record.form == fresh.form
      && chapter.comparison(for: cell).areEqual(record.text, fresh.text)
    guard !isSame else { return nil }
    return fresh.text.isEmpty
      ? removal(of: record, below: cell)
      : replacement(of: record, by: fresh, below: cell, behind: prefix ?? record.fence.prefix)
  }

  private func insertion(
    of record: FreshRecords.Record, below cell: Cell, behind prefix: [UInt8]
  ) -> Edit {
    let end = chapter.source.range(
      ofLines: cell.fence.firstLine, through: cell.fence.lastLine
    ).upperBound
    let ending = lineEnding(of: cell)
    let block = block(record, prefix: prefix, ending: ending)
    // Below a file's last line without an ending, that line gets one and the block goes without.
    let isOpenEnd = chapter.source.ending(ofLine: cell.fence.lastLine).isEmpty
    return Edit(
      cell: cell, record: record, range: end..<end,
      bytes: isOpenEnd ? ending + block : block + ending)
  }

  private func replacement(
    of record: Cell.Record, by fresh: FreshRecords.Record, below cell: Cell, behind prefix: [UInt8]
  ) -> Edit {
    let fence = record.fence
    let range = chapter.source.range(ofLines: fence.firstLine, through: fence.lastLine)
    let ending = chapter.source.ending(ofLine: fence.lastLine)
    let block = block(fresh, prefix: prefix, ending: lineEnding(of: cell))
    return Edit(cell: cell, record: fresh, range: range, bytes: block + ending)
  }

  private func removal(of record: Cell.Record, below cell: Cell) -> Edit {
    let fence = record.fence
    var range = chapter.source.range(ofLines: fence.firstLine, through: fence.lastLine)
    if chapter.source.ending(ofLine: fence.lastLine).isEmpty {
      let before = chapter.source.ending(ofLine: fence.firstLine - 1)
      range = before.startIndex..<range.upperBound
    }
    let nothing = FreshRecords.Record(form: .fence, text: "", figures: [])
    return Edit(cell: cell, record: nothing, range: range, bytes: [])
  }

  private func lineEnding(of cell: Cell) -> [UInt8] {
    Array(chapter.source.ending(ofLine: cell.fence.firstLine))
  }

  // MARK: Lines

  /// What the lines of a cell's output may begin with: what those of its record or its fences begin
  /// with, and the same without tabs, of which a list may take a part.
  private func prefixes(of cell: Cell) -> [[UInt8]] {
    let last = chapter.source.content(ofLine: cell.fence.lastLine)
    let closing = Array(last.prefix { [.space, .tab, UInt8(ascii: ">")].contains($0) })
    let own = [cell.record?.fence.prefix, cell.fence.prefix, closing].compactMap { $0 }
    return own + own.map(Self.withoutTabs)
  }

  private static func withoutTabs(_ prefix: [UInt8]) -> [UInt8] {
    prefix.reduce(into: []) { line, byte in
      line += byte == .tab ? Array(repeating: .space, count: 4 - line.count % 4) : [byte]
    }
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
