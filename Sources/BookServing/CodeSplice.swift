import ChapterModel
import SourceModel

/// What a reader makes of a chapter: cells with other code, cells taken out and cells added. Every other byte stays.
struct CodeSplice {
  let chapter: Chapter

  /// A reader's change of a cell.
  struct Edit: Hashable, Codable, Sendable {
    /// The cell's index in the chapter; of an added cell, that of the cell beside it, or -1 at the end of the text.
    var cell: Int
    /// The code that the cell had when the reader saw it.
    var was: String
    /// The code that it has instead; nil where it is taken out.
    var code: String?
    /// The name that the page has given to an added cell; nil for a cell of the chapter.
    var added: String?
    /// Whether an added cell stands above the cell beside it, and not below.
    var isAbove: Bool?

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

  /// Edits by the cells that they are about; at -1 those at the end of the text.
  private struct Placed {
    var changed: [Int: Edit] = [:]
    var above: [Int: [Edit]] = [:]
    var below: [Int: [Edit]] = [:]

    mutating func insert(_ edit: Edit, at place: Int) {
      if edit.added == nil {
        changed[place] = edit
      } else if edit.isAbove == true, place >= 0 {
        above[place, default: []].append(edit)
      } else {
        below[place, default: []].append(edit)
      }
    }
  }

  /// The chapter with the edits that apply.
  ///
  /// - Parameter marksRemovals: Whether a mark for the page stands where a cell has been taken out.
  func text(with edits: [Edit], marksRemovals: Bool = false) -> EditedText {
    var text = EditedText(bytes: chapter.source.bytes, origins: [], codes: [])
    var placed = Placed()
    for edit in edits {
      guard let place = place(of: edit) ?? (edit.added == nil ? nil : -1) else {
        text.ignored.append(edit.key)
        continue
      }
      if place != edit.cell { text.moved[edit.key] = place }
      placed.insert(edit, at: place)
    }
    for edit in placed.below[-1] ?? [] { text.bytes += ending + block(edit, behind: []) }
    for cell in chapter.cells.reversed() {
      let isRemoved = placed.changed[cell.index].map { $0.code == nil } ?? false
      add(placed.below[cell.index] ?? [], below: cell, to: &text.bytes)
      if let edit = placed.changed[cell.index] {
        change(cell, edit.code, marksRemovals: marksRemovals, in: &text.bytes)
      }
      let place = isRemoved ? block(of: cell).lowerBound : fenceStart(of: cell)
      add(placed.above[cell.index] ?? [], above: cell, at: place, to: &text.bytes)
    }
    for cell in chapter.cells {
      add(placed.above[cell.index], to: &text)
      let edit = placed.changed[cell.index]
      if edit == nil || edit?.code != nil {
        text.origins.append(String(cell.index))
        text.codes.append(edit?.code ?? cell.code)
      }
      add(placed.below[cell.index], to: &text)
    }
    add(placed.below[-1], to: &text)
    return text
  }

  /// Gives a cell other code, or takes it out.
  private func change(_ cell: Cell, _ code: String?, marksRemovals: Bool, in bytes: inout [UInt8]) {
    if let code {
      bytes.replaceSubrange(codeRange(of: cell), with: lines(code, behind: cell.fence.prefix))
      return
    }
    let range = block(of: cell)
    let mark = marksRemovals ? mark(cell, behind: cell.fence.prefix) : []
    // Of the empty lines around it one goes with it.
    let isFollowedByEmpty = !marksRemovals && bytes[range.upperBound...].starts(with: ending)
    let end = range.upperBound + (isFollowedByEmpty ? ending.count : 0)
    bytes.replaceSubrange(range.lowerBound..<end, with: mark)
  }

  private func add(_ added: [Edit], below cell: Cell, to bytes: inout [UInt8]) {
    let end = block(of: cell).upperBound
    let isOpenEnd = chapter.source.bytes[..<end].last.map(Self.endsLine) == false
    for edit in added.reversed() {
      let lines = cell.fence.prefix + ending + block(edit, behind: cell.fence.prefix)
      bytes.insert(contentsOf: isOpenEnd ? ending + lines : lines, at: end)
    }
  }

  /// - Parameter place: Where the cell's own fence begins, behind what its lines stand behind: in a list
  ///   that may be the item's mark. Of a cell that is taken out, where its first line began.
  private func add(_ added: [Edit], above cell: Cell, at place: Int, to bytes: inout [UInt8]) {
    let prefix = cell.fence.prefix
    let isWithinLine = place == fenceStart(of: cell)
    for edit in added.reversed() {
      let lines = block(edit, behind: prefix) + prefix + ending
      bytes.insert(
        contentsOf: isWithinLine ? Array(lines.dropFirst(prefix.count)) + prefix : lines, at: place)
    }
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
    let wanted = min(max(edit.cell, -1), chapter.cells.count)
    return found.map(\.index).min { abs($0 - wanted) < abs($1 - wanted) }
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

  private func fenceStart(of cell: Cell) -> Int {
    chapter.source.range(ofContentOfLine: cell.fence.firstLine).lowerBound + cell.location.column
      - 1
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
