import ChapterModel
import SourceModel

/// Puts other code into a chapter's cells. Every byte that isn't a cell's code survives.
struct CodeSplice {
  package let chapter: Chapter

  /// What somebody has made of a cell.
  struct Edit: Hashable, Codable, Sendable {
    /// The cell's place in the chapter, from 0.
    package var cell: Int
    /// The code it was made of.
    package var was: String
    /// The code now.
    package var code: String
  }

  /// The chapter's bytes with other code; edits of code that has changed since are left out.
  func bytes(with edits: [Edit]) -> [UInt8] {
    var bytes = chapter.source.bytes
    for edit in edits.sorted(by: { $0.cell > $1.cell }) where applies(edit) {
      let cell = chapter.cells[edit.cell]
      bytes.replaceSubrange(range(of: cell), with: lines(edit.code, of: cell))
    }
    return bytes
  }

  /// Whether an edit was made of the code that the cell has.
  func applies(_ edit: Edit) -> Bool {
    guard chapter.cells.indices.contains(edit.cell) else { return false }
    let cell = chapter.cells[edit.cell]
    // A page shows characters that it would obey as Swift writes them.
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
