import ChapterModel
import SourceModel

/// What a reader makes of a chapter: cells with other code, cells taken out and cells added. Every other byte stays.
struct CodeSplice {
  let chapter: Chapter

  /// A reader's change of a cell.
  struct Edit: Hashable, Codable, Sendable {
    /// The cell's index in the chapter; of an added cell, that of the cell above it, or -1 at the end of the text.
    var cell: Int
    /// The code that the cell had when the reader saw it.
    var was: String
    /// The code that it has instead; nil where it is taken out.
    var code: String?
    /// The name that the page has given to an added cell; nil for a cell of the chapter.
    var added: String?

    /// By what the page knows it.
    var key: String { added ?? String(cell) }
  }

  /// A chapter with a reader's changes.
  struct EditedText {
    var bytes: [UInt8]
    /// For each cell by what the page knows it: its index in the chapter, or the name of an added one.
    var origins: [String]
    /// The code that each cell has to have when the text is read again.
    var codes: [String]
    /// The edits whose cells aren't there any more, by their keys.
    var ignored: [String] = []
    /// The indices of cells that have moved since the reader saw them, by their edits' keys.
    var moved: [String: Int] = [:]
  }

  /// The chapter with the edits that apply.
  ///
  /// - Parameter marksRemovals: Whether a mark for the page stands where a cell has been taken out.
  func text(with edits: [Edit], marksRemovals: Bool = false) -> EditedText {
    var text = EditedText(bytes: chapter.source.bytes, origins: [], codes: [])
    var (changed, added): ([Int: Edit], [Int: [Edit]]) = ([:], [:])
    for edit in edits {
      guard let place = place(of: edit) ?? (edit.added == nil ? nil : -1) else {
        text.ignored.append(edit.key)
        continue
      }
      if place != edit.cell { text.moved[edit.key] = place }
      if edit.added == nil { changed[place] = edit } else { added[place, default: []].append(edit) }
    }
    for edit in (added[-1] ?? []).reversed() { text.bytes += ending + block(edit, behind: []) }
    for cell in chapter.cells.reversed() {
      let range = block(of: cell)
      let isOpenEnd = chapter.source.bytes[..<range.upperBound].last.map(Self.endsLine) == false
      for edit in (added[cell.index] ?? []).reversed() {
        let lines = cell.fence.prefix + ending + block(edit, behind: cell.fence.prefix)
        text.bytes.insert(contentsOf: isOpenEnd ? ending + lines : lines, at: range.upperBound)
      }
      guard let edit = changed[cell.index] else { continue }
      if let code = edit.code {
        text.bytes.replaceSubrange(
          codeRange(of: cell), with: lines(code, behind: cell.fence.prefix))
      } else {
        let mark = marksRemovals ? mark(cell, behind: cell.fence.prefix) : []
        // Of the empty lines around it one goes with it.
        let isFollowedByEmpty =
          !marksRemovals && text.bytes[range.upperBound...].starts(with: ending)
        let end = range.upperBound + (isFollowedByEmpty ? ending.count : 0)
        text.bytes.replaceSubrange(range.lowerBound..<end, with: mark)
      }
    }
    for cell in chapter.cells {
      let edit = changed[cell.index]
      if edit == nil || edit?.code != nil {
        text.origins.append(String(cell.index))
        text.codes.append(edit?.code ?? cell.code)
      }
      add(added[cell.index], to: &text)
    }
    add(added[-1], to: &text)
    return text
  }

  private func add(_ added: [Edit]?, to text: inout EditedText) {
    for edit in added ?? [] {
      text.origins.append(edit.key)
      text.codes.append(edit.code ?? "")
    }
  }

  /// Whether an edited text is read as the cells that it is meant to have: code may hold what ends its fence.
  static func isRead(_ chapter: Chapter, as text: EditedText) -> Bool {
    chapter.cells.count == text.codes.count
      && zip(chapter.cells, text.codes).allSatisfy { same($0.code, $1) }
  }

  /// The index of the cell that an edit is about: the nearest that has the code which the reader saw.
  private func place(of edit: Edit) -> Int? {
    let found = chapter.cells.filter { cell in
      // A page shows control characters escaped.
      !cell.isInline && (Self.same(cell.code, edit.was) || Self.same(cell.code.visible, edit.was))
    }
    return found.map(\.index).min { abs($0 - edit.cell) < abs($1 - edit.cell) }
  }

  private static func same(_ code: String, _ other: String) -> Bool {
    code.droppingFinalNewline.utf8.elementsEqual(other.droppingFinalNewline.utf8)
  }

  private static func endsLine(_ byte: UInt8) -> Bool {
    [.lineFeed, .carriageReturn].contains(byte)
  }

  // MARK: Bytes

  /// A cell's lines, with what is recorded below it and its twin.
  private func block(of cell: Cell) -> Range<Int> {
    let twin = cell.twin.map { twin in
      twin.location.line + twin.code.count { $0 == "\n" } + 1
    }
    let last = max(cell.fence.lastLine, cell.record?.fence.lastLine ?? 0, twin ?? 0)
    return chapter.source.range(
      ofLines: cell.fence.firstLine, through: min(last, chapter.source.lineCount))
  }

  /// The lines between the fences.
  private func codeRange(of cell: Cell) -> Range<Int> {
    let source = chapter.source
    let start = source.range(ofLines: cell.fence.firstLine, through: cell.fence.firstLine)
      .upperBound
    let end = source.range(ofLines: cell.fence.lastLine, through: cell.fence.lastLine).lowerBound
    return start..<max(start, end)
  }

  /// How the chapter's lines end.
  private var ending: [UInt8] {
    let first = chapter.source.ending(ofLine: 1)
    return first.isEmpty ? [.lineFeed] : Array(first)
  }

  private func lines(_ code: String, behind prefix: [UInt8]) -> [UInt8] {
    let lines = code.droppingFinalNewline.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.flatMap { prefix + Array($0.utf8) + ending }
  }

  /// A new cell between fences that are longer than any in its code.
  private func block(_ edit: Edit, behind prefix: [UInt8]) -> [UInt8] {
    let code = edit.code ?? ""
    let longest = code.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    let codeLines = code.isEmpty ? [] : lines(code, behind: prefix)
    return lines("\(fence)swift", behind: prefix) + codeLines + lines(fence, behind: prefix)
  }

  /// What the page makes a remark of.
  private func mark(_ cell: Cell, behind prefix: [UInt8]) -> [UInt8] {
    lines("<div class=\"removed\" data-removed=\"\(cell.index)\"></div>\n\n", behind: prefix)
  }
}
