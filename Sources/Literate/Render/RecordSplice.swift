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
  /// - Parameter isMeant: Which cells may change their record.
  public func bytes(
    with result: ChapterResult, showingFailures: Bool = false,
    where isMeant: (Cell) -> Bool = { _ in true }
  ) -> [UInt8] {
    var bytes = chapter.source.bytes
    let edits = chapter.cells.filter(isMeant).compactMap { cell -> Edit? in
      if let fresh = cell.freshRecord(result) { return edit(cell, fresh) }
      let failure = result.failures.first { $0.cell == cell.id }
      guard showingFailures, let failure else { return nil }
      let output = result.cells[cell.index]?.output ?? ""
      return edit(cell, OutputText.recorded(output + failure.description))
    }
    for edit in edits.reversed() { bytes.replaceSubrange(edit.range, with: edit.bytes) }
    return bytes
  }

  private func edit(_ cell: Cell, _ fresh: String) -> Edit? {
    let comparison = chapter.comparison(for: cell)
    guard let record = cell.record else {
      return fresh.isEmpty ? nil : insertion(of: fresh, below: cell)
    }
    guard !comparison.areEqual(record.text, fresh) else { return nil }
    return fresh.isEmpty ? removal(of: record) : replacement(of: record, by: fresh, cell)
  }

  private func insertion(of text: String, below cell: Cell) -> Edit {
    let end = chapter.source.range(
      ofLines: cell.fence.firstLine, through: cell.fence.lastLine
    ).upperBound
    let ending = lineEnding(of: cell)
    let block = block(text, prefix: cell.fence.prefix, ending: ending)
    // Below a file's last line without an ending, that line gets one and the block goes without.
    let isOpenEnd = chapter.source.ending(ofLine: cell.fence.lastLine).isEmpty
    return Edit(range: end..<end, bytes: isOpenEnd ? ending + block : block + ending)
  }

  private func replacement(of record: Cell.Record, by text: String, _ cell: Cell) -> Edit {
    let fence = record.fence
    let range = chapter.source.range(ofLines: fence.firstLine, through: fence.lastLine)
    let ending = chapter.source.ending(ofLine: fence.lastLine)
    let block = block(text, prefix: fence.prefix, ending: lineEnding(of: cell))
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

  /// An output fence without the ending of its last line.
  private func block(_ text: String, prefix: [UInt8], ending: [UInt8]) -> [UInt8] {
    var prefix = prefix
    // A space after a quote mark belongs to the mark; without one, the output's own would.
    if prefix.last == UInt8(ascii: ">") { prefix.append(.space) }
    let mark = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    var bytes = prefix + Array("\(mark)output".utf8) + ending
    for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
      let start = line.isEmpty ? trimmed(prefix) : prefix
      bytes += start + Array(line.utf8) + ending
    }
    return bytes + prefix + Array(mark.utf8)
  }

  private func trimmed(_ prefix: [UInt8]) -> [UInt8] {
    guard let last = prefix.lastIndex(where: { $0 != .space && $0 != .tab }) else { return [] }
    return Array(prefix[...last])
  }

  private func longestRun(of mark: Character, in text: String) -> Int {
    var (longest, run) = (0, 0)
    for character in text {
      run = character == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
