import CellExecution
import ChapterModel
import Foundation

/// What the templates are told about a page.
package struct PageContext {
  package let book: Book
  package let map: SiteMap
  package let theme: Theme
  /// Whether the page is served, and its cells can be changed and run.
  package var isLive = false
  /// Whether a reference lies beside the pages.
  var hasReference = false

  package init(
    book: Book, map: SiteMap, theme: Theme, isLive: Bool = false, hasReference: Bool = false
  ) {
    self.book = book
    self.map = map
    self.theme = theme
    self.isLive = isLive
    self.hasReference = hasReference
  }

  /// In a book of more chapters than these, a page lists those around its own.
  private static let fullContents = 60
  private static let neighbours = 20

  /// The values for a chapter's page; `place` is the chapter's among the book's, from 0.
  package func page(
    of chapter: Chapter, at place: Int, with result: ChapterResult, _ links: PageLinks
  ) -> PageValues {
    let page = links.page
    let neighbours = book.chapters.indices
    return PageValues(
      bookTitle: book.title, root: Self.root(of: page),
      stylesheet: Self.root(of: page) + "style.css", title: chapter.title(with: result),
      kind: book.numbers[place].kind, number: "\(book.numbers[place])",
      content: ChapterHTML(chapter, address: links.address).article(with: result),
      contents: contents(around: place, of: chapter, with: result, on: page),
      source: chapter.source.path,
      live: isLive ? LivePage(chapter: chapter.name) : nil,
      names: names(in: result, on: page),
      previous: neighbours.contains(place - 1)
        ? link(to: book.chapters[place - 1], from: page) : nil,
      next: neighbours.contains(place + 1) ? link(to: book.chapters[place + 1], from: page) : nil)
  }

  /// What leads from a page to the site's folder.
  private static func root(of page: String) -> String {
    String(repeating: "../", count: page.count { $0 == "/" })
  }

  /// The values for the front page.
  package func index(
    _ front: Chapter?, with result: ChapterResult?, _ links: PageLinks?
  ) -> IndexValues {
    let page = map.format.fileName("index")
    let introduction = front.map {
      ChapterHTML($0, address: { links?.address($0) ?? $0 })
        .article(with: result, title: book.title)
    }
    let entries = book.chapters.enumerated().map { number, chapter in
      let links = PageLinks(map, of: chapter, on: page)
      var entry = entry(number, chapter, from: page)
      entry.summary = HTMLAddresses.mapped(chapter.summary ?? "", links.address)
      return entry
    }
    return IndexValues(
      bookTitle: book.title, introduction: introduction ?? "", parts: Self.parts(entries),
      reference: reference(from: ""),
      live: isLive && front != nil ? LivePage(chapter: "index") : nil,
      names: names(in: result, on: page))
  }

  private func names(in result: ChapterResult?, on page: String) -> NamesLink? {
    if isLive { return NamesLink(file: "") }
    guard let names = result?.names, !names.notes.isEmpty else { return nil }
    return NamesLink(file: SiteMap.address(of: map.names(of: page), from: page))
  }

  /// The list of chapters as HTML.
  private func contents(
    around place: Int, of chapter: Chapter, with result: ChapterResult, on page: String
  ) -> String {
    let count = book.chapters.count
    let isFull = count <= Self.fullContents
    let first = isFull ? 0 : max(0, place - Self.neighbours)
    let last = isFull ? count - 1 : min(count - 1, place + Self.neighbours)
    let entries = (first...last).map { number in
      var entry = entry(number, book.chapters[number], from: page)
      if number == place {
        (entry.current, entry.sections) = (true, sections(of: chapter, with: result))
      }
      return entry
    }
    let root = Self.root(of: page)
    return theme.contents(
      ContentsValues(
        root: root, parts: Self.parts(entries), reference: reference(from: root),
        more: isFull ? nil : ChapterCount(count: count)))
  }

  private func reference(from root: String) -> ReferenceLink? {
    hasReference ? ReferenceLink(href: root + "reference/index.html") : nil
  }

  /// Entries of the contents by the parts of the book.
  private static func parts(_ entries: [ContentsEntry]) -> [ContentsPart] {
    entries.reduce(into: []) { parts, entry in
      if parts.isEmpty || entry.part != nil {
        parts.append(ContentsPart(part: entry.part.map { .init(title: $0) }, contents: []))
      }
      parts[parts.count - 1].contents.append(entry)
    }
  }

  private func entry(_ number: Int, _ chapter: ChapterEntry, from page: String) -> ContentsEntry {
    ContentsEntry(
      number: "\(book.numbers[number])", title: chapter.title, name: chapter.title,
      href: href(of: chapter, from: page),
      part: chapter.part)
  }

  private func sections(
    of chapter: Chapter, with result: ChapterResult
  ) -> [ContentsEntry.Section] {
    let anchors = Anchors.names(of: chapter.headings)
    return chapter.headings(with: result).filter { $0.level == 2 }.map {
      ContentsEntry.Section(title: $0.text, anchor: anchors[$0.line] ?? "")
    }
  }

  private func link(to chapter: ChapterEntry, from page: String) -> PageLink {
    PageLink(title: chapter.title, href: href(of: chapter, from: page))
  }

  private func href(of chapter: ChapterEntry, from page: String) -> String {
    SiteMap.address(of: map.page(of: chapter), from: page)
  }
}
