import ChapterModel
import CommonMark
import Foundation
import SourceModel
import Synchronization

/// Looks where the links and images of a book's chapters lead: to pages, sections and files that are
/// there. Addresses elsewhere on the web are left alone.
package final class ReferenceCheck: Sendable {
  private let book: Book
  /// The names by which parts of other chapters can be linked to, by the chapters' files.
  private let known = Mutex<[String: Set<String>]>([:])

  /// Checks the references of a book.
  package init(_ book: Book) { self.book = book }

  /// What is wrong with a chapter's references: errors with their places.
  package func problems(in chapter: Chapter) -> [Diagnostic] {
    // DocC looks for what its pages name by itself.
    guard book.page(at: chapter.url) != nil,
      !chapter.url.pathComponents.contains(where: { $0.hasSuffix(".docc") })
    else { return [] }
    let anchors = PageAnchors(chapter)
    let references = chapter.addresses.compactMap { reference -> Diagnostic? in
      guard let message = problem(with: reference, in: chapter, anchors.names) else { return nil }
      return Diagnostic(
        severity: .error, message: message,
        location: chapter.source.location(line: reference.line, column: max(reference.column, 1)))
    }
    return anchors.duplicates + references + unseenFootnotes(in: chapter)
  }

  /// Footnotes whose text nobody sees.
  private func unseenFootnotes(in chapter: Chapter) -> [Diagnostic] {
    let recorded = chapter.cells.compactMap { $0.record?.lines }
    let footnotes = chapter.document.droppedFootnotes(of: chapter.markdown)
    return footnotes.definitions.compactMap { lines in
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
    with reference: MarkdownDocument.Reference, in chapter: Chapter, _ own: Set<String>
  ) -> String? {
    guard let address = LocalAddress(reference.address) else { return nil }
    let anchors: Set<String>?
    switch book.target(of: address, in: chapter.url) {
    case .here: anchors = own
    case .page(let entry): anchors = self.anchors(of: entry)
    case .front: anchors = book.frontPage.flatMap(self.anchors)
    case .file, .folder: return nil
    // Where the site will stand, the root may have what the package hasn't.
    case .missing where address.isRooted: return nil
    case .missing:
      return reference.isImage
        ? "there is no image '\(address.path)'"
        : "the link leads to '\(address.path)', which isn't there"
    case .unreachable:
      let kind = reference.isImage ? "image" : "link"
      return "the \(kind) leads to '\(address.path)', which isn't a file of the package; "
        + "put a copy into it"
    }
    guard let anchor = address.fragment, !anchor.isEmpty, let anchors, !anchors.contains(anchor)
    else { return nil }
    let nearest = Suggestion.nearest(to: anchor, in: Array(anchors))
    let hint = nearest.map { "; there is '#\($0)'" } ?? ""
    return "the link leads to '#\(anchor)', which isn't there\(hint)"
  }

  /// The names in another chapter; nil where it can't be read.
  private func anchors(of entry: ChapterEntry) -> Set<String>? {
    let path = entry.url.path
    if let names = known.withLock({ $0[path] }) { return names }
    let names = (try? entry.chapter()).map { PageAnchors($0).names }
    known.withLock { $0[path] = names }
    return names
  }
}

extension Chapter {
  /// The addresses that the author wrote, in links, images and HTML, with their lines in the source; not
  /// those in recorded outputs.
  package var addresses: [MarkdownDocument.Reference] {
    let recorded = cells.compactMap { $0.record?.lines }
    let inHTML = document.rawHTML().flatMap { html, line in
      HTMLAddresses.all(in: html).map { found in
        MarkdownDocument.Reference(
          address: found.address, isImage: found.isShown, line: line + found.line, column: 1)
      }
    }
    return (document.references() + inHTML).compactMap { reference in
      var reference = reference
      reference.line += frontMatterLines
      return recorded.contains { $0.contains(reference.line) } ? nil : reference
    }
  }
}
