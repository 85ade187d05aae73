import Foundation
import Synchronization

/// The words of a book by section, as a script that hands them to the page that asked for it: a page
/// that was opened from disk may read nothing else.
struct SearchIndex: Sendable {
  static let fileName = "search.js"

  /// What stands under one heading.
  struct Section: Encodable {
    var number: Int
    var page: String
    var chapter: String
    var title: String
    var text = ""
    var code = ""
  }

  private var lines: [Int: [UInt8]] = [:]
  private(set) var names: Set<String> = []

  /// Adds a chapter's sections.
  mutating func add(_ chapter: Chapter, number: Int) {
    add(Self.sections(of: chapter, number: number), number: number)
    names.insert(chapter.name)
  }

  /// Adds the sections of a page.
  mutating func add(_ sections: [Section], number: Int) {
    guard !sections.isEmpty else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let encoded = sections.compactMap { try? encoder.encode($0) }
    lines[number] = Array(encoded.map { Array($0) }.joined(separator: Array(",\n".utf8)))
  }

  /// The script.
  var script: [UInt8] {
    var script = Array("bookIndex([".utf8)
    for (offset, number) in lines.keys.sorted().enumerated() {
      script += Array((offset > 0 ? ",\n" : "\n").utf8)
      script += lines[number] ?? []
    }
    return script + Array("\n]);\n".utf8)
  }

  private static func sections(of chapter: Chapter, number: Int) -> [Section] {
    let anchors = Anchors.names(of: chapter.headings)
    let page = "\(chapter.name).html".escapedForAddress
    let unseen = chapter.cells.filter(\.options.isHidden).map(\.fence.firstLine)
    let records = chapter.cells.compactMap { $0.record?.lines }
    var sections = [
      Section(number: number, page: page, chapter: chapter.title, title: chapter.title)
    ]
    for block in chapter.document.texts() {
      let line = block.line + chapter.frontMatterLines
      guard !unseen.contains(line), !records.contains(where: { $0.contains(line) }) else {
        continue
      }
      switch block.kind {
      case .heading:
        if block.text == chapter.title, sections.count == 1, sections[0].text.isEmpty { continue }
        let anchor = anchors[line].map { "#" + $0.escapedForAddress } ?? ""
        sections.append(
          Section(number: number, page: page + anchor, chapter: chapter.title, title: block.text))
      case .prose: sections[sections.count - 1].text += block.text + " "
      case .code: sections[sections.count - 1].code += block.text + "\n"
      }
    }
    return sections
  }
}

/// An index to which chapters are added side by side.
final class SharedSearchIndex: Sendable {
  private let index = Mutex(SearchIndex())

  func add(_ chapter: Chapter, number: Int) { index.withLock { $0.add(chapter, number: number) } }
  func has(_ name: String) -> Bool { index.withLock { $0.names.contains(name) } }
  var script: [UInt8] { index.withLock { $0.script } }
}
