import Foundation
import Synchronization

/// Looks where the links and images of a book's chapters lead: to pages, sections and files that are
/// there. Addresses elsewhere on the web are left alone.
public final class ReferenceCheck: Sendable {
  private let book: Book
  /// The names by which parts of other chapters can be linked to, by the chapters' files.
  private let known = Mutex<[String: Set<String>]>([:])

  /// Checks the references of a book.
  public init(_ book: Book) { self.book = book }

  /// What is wrong with a chapter's references: errors with their places.
  public func problems(in chapter: Chapter) -> [Diagnostic] {
    // Outside of a book nobody says where pages will lie. DocC looks for what its pages name by itself.
    guard book.pages.contains(where: { $0.url == chapter.url }),
      !chapter.url.pathComponents.contains(where: { $0.hasSuffix(".docc") })
    else { return [] }
    let anchors = PageAnchors(chapter)
    let document = chapter.document
    let recorded = chapter.cells.compactMap { $0.record?.lines }
    let references = document.references().compactMap { reference -> Diagnostic? in
      let line = reference.line + chapter.frontMatterLines
      guard !recorded.contains(where: { $0.contains(line) }),
        let message = problem(with: reference, in: chapter, anchors.names)
      else { return nil }
      return Diagnostic(
        severity: .error, message: message,
        location: chapter.source.location(line: line, column: max(reference.column, 1)))
    }
    return anchors.duplicates + references + unseenFootnotes(in: chapter, document, recorded)
  }

  /// Footnotes whose text nobody sees.
  private func unseenFootnotes(
    in chapter: Chapter, _ document: CommonMark, _ recorded: [ClosedRange<Int>]
  ) -> [Diagnostic] {
    let text = chapter.source.bytes(after: chapter.frontMatterLines)
    return document.droppedFootnotes(of: text).definitions.compactMap { lines in
      let line = lines.lowerBound + chapter.frontMatterLines
      guard !recorded.contains(where: { $0.contains(line) }) else { return nil }
      return Diagnostic(
        severity: .error,
        message: """
          this footnote isn't shown; refer to it in the text, by a name that no other footnote has
          """,
        location: chapter.source.location(line: line))
    }
  }

  private func problem(
    with reference: CommonMark.Reference, in chapter: Chapter, _ own: Set<String>
  ) -> String? {
    let address = reference.address
    guard !Self.leadsElsewhere(address) else { return nil }
    let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(parts[0]).removingPercentEncoding ?? String(parts[0])
    let anchor = parts.count == 2 ? String(parts[1]).removingPercentEncoding : nil
    var anchors: Set<String>? = own
    if !path.isEmpty {
      let file = URL(filePath: path, relativeTo: chapter.url.deletingLastPathComponent())
        .standardizedFileURL
      guard FileManager.default.fileExists(atPath: file.path) else {
        return reference.isImage
          ? "there is no image '\(path)'" : "the link leads to '\(path)', which isn't there"
      }
      anchors = self.anchors(of: file)
    }
    guard let anchor, !anchor.isEmpty, let anchors, !anchors.contains(anchor) else { return nil }
    let nearest = Suggestion.nearest(to: anchor, in: Array(anchors))
    let hint = nearest.map { "; there is '#\($0)'" } ?? ""
    return "the link leads to '#\(anchor)', which isn't there\(hint)"
  }

  private static func leadsElsewhere(_ address: String) -> Bool {
    let scheme = address.prefix { $0.isLetter || $0.isNumber || "+-.".contains($0) }
    return address.hasPrefix("/") || !scheme.isEmpty && address.dropFirst(scheme.count).first == ":"
  }

  /// The names in another chapter; nil where the file isn't one.
  private func anchors(of file: URL) -> Set<String>? {
    guard
      let entry = book.pages.first(where: { $0.url.standardizedFileURL.path == file.path })
    else { return nil }
    if let names = known.withLock({ $0[file.path] }) { return names }
    let names = (try? entry.chapter()).map { PageAnchors($0).names }
    known.withLock { $0[file.path] = names }
    return names
  }
}

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
