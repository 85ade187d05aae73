import ChapterModel
import CommonMark
import SourceModel

/// The names by which parts of a chapter's page can be linked to: headings, cells, the author's own.
struct PageAnchors {
  private(set) var names: Set<String> = []
  /// Names that two parts have.
  private(set) var duplicates: [Diagnostic] = []

  init(_ chapter: Chapter) {
    let headings = Anchors.names(of: chapter.headings)
    for (line, name) in headings.sorted(by: { $0.key < $1.key }) { add(name, line, chapter) }
    var number = 0
    for cell in chapter.cells where !cell.isInline {
      number += 1
      if !cell.options.isHidden { add("cell-\(number)", cell.location.line, chapter) }
    }
    for (html, line) in chapter.document.rawHTML() {
      for name in Self.ids(in: html) { add(name, line + chapter.frontMatterLines, chapter) }
    }
  }

  private mutating func add(_ name: String, _ line: Int, _ chapter: Chapter) {
    guard !names.insert(name).inserted else { return }
    duplicates.append(
      Diagnostic(
        severity: .error,
        message: "two parts of the page have the address '#\(name)'; give one of them another name",
        location: chapter.source.location(line: line)))
  }

  /// The values of `id` in elements' tags.
  private static func ids(in html: String) -> [String] {
    html.matches(of: /<[A-Za-z][^<>]*?\sid\s*=\s*(?:"([^"]*)"|'([^']*)')/).compactMap {
      ($0.output.1 ?? $0.output.2).map(String.init)
    }
  }
}
