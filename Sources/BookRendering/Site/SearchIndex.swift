import CellExecution
import ChapterModel
import Foundation
import SourceModel

/// The words of a book by section, as a script that hands them to the page that asked for it: a page
/// that was opened from disk may read nothing else.
package struct SearchIndex: Sendable {
  package static let fileName = "search.js"

  /// What stands under one heading.
  package struct Section: Encodable {
    package var number: Int
    package var page: String
    package var chapter: String
    package var title: String
    package var text = ""
    package var code = ""
  }

  private var pieces: [[UInt8]] = []

  package init() {}

  /// Adds the sections of a page.
  package mutating func add(_ sections: [Section]) {
    if !sections.isEmpty { pieces.append(Self.piece(sections)) }
  }

  package var script: [UInt8] { Array(Self.script(pieces).joined()) }

  /// Some sections as they stand in the script.
  static func piece(_ sections: [Section]) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let encoded = sections.compactMap { try? encoder.encode($0) }
    return Array(encoded.map { Array($0) }.joined(separator: Array(",\n".utf8)))
  }

  /// The script around pieces, in pieces itself.
  package static func script(_ pieces: some Sequence<[UInt8]>) -> some Sequence<[UInt8]> {
    let separated = pieces.lazy.enumerated().map { offset, piece in
      Array((offset > 0 ? ",\n" : "\n").utf8) + piece
    }
    let parts: [AnySequence<[UInt8]>] = [
      AnySequence([Array("bookIndex([".utf8)]), AnySequence(separated),
      AnySequence([Array("\n]);\n".utf8)]),
    ]
    return parts.lazy.joined()
  }

  /// What stands in a chapter, with the values of a run; the path of its page is from the site's folder.
  package static func sections(
    of chapter: Chapter, with result: ChapterResult? = nil, number: Int, page: String
  ) -> [Section] {
    let title = chapter.title(with: result)
    let anchors = Anchors.names(of: chapter.headings)
    let page = page.escapedForAddress
    let unseen = chapter.cells.filter(\.options.isHidden).map(\.fence.firstLine)
    let records = chapter.cells.compactMap { $0.record?.lines }
    var sections = [
      Section(number: number, page: page, chapter: title, title: title)
    ]
    for block in chapter.document.texts(values: chapter.values(in: result)) {
      let line = block.line + chapter.frontMatterLines
      guard !unseen.contains(line), !records.contains(where: { $0.contains(line) }) else {
        continue
      }
      switch block.kind {
      case .heading:
        if block.text == title, sections.count == 1, sections[0].text.isEmpty { continue }
        let anchor = anchors[line].map { "#" + $0.escapedForAddress } ?? ""
        sections.append(
          Section(number: number, page: page + anchor, chapter: title, title: block.text))
      case .prose: sections[sections.count - 1].text += block.text + " "
      case .code: sections[sections.count - 1].code += block.text + "\n"
      }
    }
    return sections
  }
}
