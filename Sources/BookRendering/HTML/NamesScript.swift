import CellExecution
import ChapterModel
import Foundation
import SourceModel

/// What the names in a chapter's cells are, as a script that hands it to the page: a page that was opened from disk
/// may read nothing else, and the page itself doesn't grow by it.
package struct NamesScript {
  private let chapter: Chapter
  private let names: ChapterNames
  /// Where the reference says more of it, as an address in the page.
  private let reference: (ChapterNames.Note) -> String?

  package init(
    chapter: Chapter, names: ChapterNames, reference: @escaping (ChapterNames.Note) -> String?
  ) {
    (self.chapter, self.names, self.reference) = (chapter, names, reference)
  }

  private struct Content: Encodable {
    /// Declaration, where it is declared, first sentence, address; what is empty at the end is left out.
    var notes: [[String]]
    /// For each cell the length of its code, then for each name what stands between it and the one before, its
    /// length, and the number of its note. A value in prose is all one name.
    var cells: [Int: [Int]]
    /// For code in prose the number of its note.
    var words: [String: Int]
  }

  /// The script.
  var bytes: [UInt8] { Array("chapterNames(".utf8) + json + Array(");\n".utf8) }

  /// What it hands over.
  package var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(content)).map { Array($0) } ?? Array("{}".utf8)
  }

  /// One note as the page shows it; empty where there is none.
  package static func json(
    of note: ChapterNames.Note?, in chapter: Chapter,
    reference: @escaping (ChapterNames.Note) -> String?
  ) -> [UInt8] {
    let script = NamesScript(chapter: chapter, names: ChapterNames(), reference: reference)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(note.map(script.note) ?? [])).map { Array($0) } ?? Array("[]".utf8)
  }

  private var content: Content {
    Content(
      notes: names.notes.map(note),
      cells: names.uses.reduce(into: [:]) { cells, uses in
        let code = chapter.cells[uses.key].code.droppingFinalNewline
        var end = 0
        cells[uses.key] = [code.utf16.count]
        for use in uses.value {
          cells[uses.key]? += [use.start - end, use.length, use.note]
          end = use.start + use.length
        }
      }, words: words)
  }

  /// Code in prose that can mean but one thing: each cell that speaks of it means the same.
  private var words: [String: Int] {
    var meant: [String: Set<Int>] = [:]
    for (cell, uses) in names.uses where !chapter.cells[cell].isInline {
      let code = Array(chapter.cells[cell].code.utf16)
      for use in uses {
        let path = names.notes[use.note].path
        let word = String(
          decoding: code[use.start..<(use.start + use.length)], as: UTF16.self)
        for text in [word, path.last ?? "", path.joined(separator: ".")] {
          meant[text, default: []].insert(use.note)
        }
      }
    }
    var words: [String: Int] = [:]
    for text in chapter.document.inlineCode().map(\.literal) {
      let name = text.hasSuffix("()") ? String(text.dropLast(2)) : text
      let notes = meant[name.hasPrefix(".") ? String(name.dropFirst()) : name] ?? []
      if notes.count == 1, text == text.visible { words[text] = notes.first }
    }
    return words
  }

  private func note(_ note: ChapterNames.Note) -> [String] {
    let types = note.path.dropLast().filter { !$0.contains("(") }
    let isHidden = note.cell.map { chapter.cells[$0].options.isHidden } ?? false
    let cell = note.cell.map { isHidden ? "a cell that isn’t shown" : "cell \(number($0))" }
    let own = note.cell.map { isHidden ? "" : "#cell-\(number($0))" }
    let parts = [
      note.declaration,
      ([cell ?? note.module] + types).filter { !$0.isEmpty }.joined(separator: " · "),
      note.summary, own ?? reference(note) ?? "",
    ]
    return Array(parts.prefix((parts.lastIndex { !$0.isEmpty } ?? -1) + 1))
  }

  private func number(_ index: Int) -> Int {
    chapter.cells.prefix(index + 1).count { !$0.isInline }
  }
}
