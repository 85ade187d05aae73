import ChapterModel
import SourceModel

/// Replaces the code of a chapter's cells. Every other byte stays.
struct CodeSplice {
  let chapter: Chapter

  /// A reader's change of a cell.
  struct Edit: Hashable, Codable, Sendable {
    /// The cell's index in the chapter.
    var cell: Int
    /// The code before the change.
    var was: String
    /// The code after the change.
    var code: String
  }

  /// The chapter's bytes with the edits that apply.
  func bytes(with edits: [Edit]) -> [UInt8] {
    var bytes = chapter.source.bytes
    for edit in edits.sorted(by: { $0.cell > $1.cell }) where applies(edit) {
      let cell = chapter.cells[edit.cell]
      bytes.replaceSubrange(range(of: cell), with: lines(edit.code, of: cell))
    }
    return bytes
  }

  /// Whether an edit changes the code that the cell has.
  func applies(_ edit: Edit) -> Bool {
    guard chapter.cells.indices.contains(edit.cell) else { return false }
    let cell = chapter.cells[edit.cell]
    // A page shows control characters escaped.
    return !cell.isInline && (same(cell.code, edit.was) || same(cell.code.visible, edit.was))
  }

  private func same(_ code: String, _ other: String) -> Bool {
    code.droppingFinalNewline.utf8.elementsEqual(other.droppingFinalNewline.utf8)
  }

  /// The lines between the fences.
  private func range(of cell: Cell) -> Range<Int> {
    let source = chapter.source
    let start = source.range(ofLines: cell.fence.firstLine, through: cell.fence.firstLine)
      .upperBound
    let end = source.range(ofLines: cell.fence.lastLine, through: cell.fence.lastLine).lowerBound
    return start..<max(start, end)
  }

  private func lines(_ code: String, of cell: Cell) -> [UInt8] {
    let ending = chapter.source.ending(ofLine: cell.fence.firstLine)
    let lines = code.droppingFinalNewline.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.flatMap { Array(cell.fence.prefix) + Array($0.utf8) + ending }
  }
}
