import CellExecution
import ChapterModel
import Foundation
import SourceModel
import Synchronization

/// Pages for a browser, with contents, neighbours, search, and one stylesheet.
package final class HTMLRenderer: Renderer {
  package static let name = "html"
  package static let summary = "pages for a browser"
  package static let fileExtension = "html"
  package static let inputs: Set<RenderInput> = [.run]
  package static let rewritesAddresses = true
  package static let answersReaders = true
  package static let frontPage: String? = "index.html"

  /// The sections of each chapter, for the search index, by the chapter's place.
  private let sections = Mutex<Spool?>(nil)
  private let written = WrittenPages()
  /// Where the reference beside the pages has symbols.
  private let symbols = Mutex<SymbolAddresses?>(nil)

  package init() {}

  package func begin(_ site: Site) throws {
    let spool = try Spool(in: site.folder)
    sections.withLock { $0 = spool }
    try writeFront(of: site)
    for (name, bytes) in site.theme.files { try site.frame.write(bytes, to: name) }
  }

  package func page(
    of chapter: Chapter, with result: ChapterResult?, in place: SitePage?
  ) throws -> [UInt8]? {
    guard let place, let result else {
      return Array(ChapterHTML(chapter).article(with: result).utf8)
    }
    let site = place.site
    if hasComputedText(site) { written.add(chapter, result) }
    let html = html(of: chapter, result, in: place)
    try writeNames(of: chapter, result, in: place)
    if let number = site.book.place(of: chapter.url) {
      try addToIndex(chapter, with: result, at: number, of: site)
    }
    return Array(html.utf8)
  }

  private func html(of chapter: Chapter, _ result: ChapterResult, in place: SitePage) -> String {
    let (site, context) = (place.site, context(of: place.site))
    guard let number = site.book.place(of: chapter.url) else {
      return site.theme.index(context.index(chapter, with: result, place.links))
    }
    return site.theme.page(context.page(of: chapter, at: number, with: result, place.links))
  }

  /// Writes what the page's names are beside it.
  private func writeNames(
    of chapter: Chapter, _ result: ChapterResult, in place: SitePage
  ) throws {
    let site = place.site
    guard let names = result.names, !names.notes.isEmpty,
      let entry = site.book.page(at: chapter.url)
    else { return }
    let (symbols, page) = (symbols(of: site), place.links.page)
    let script = NamesScript(chapter: chapter, names: names) { symbols.address(of: $0, from: page) }
    try site.writer(of: entry).write(script.bytes, to: site.map.names(of: page))
  }

  private func symbols(of site: Site) -> SymbolAddresses {
    symbols.withLock { known in
      if let known { return known }
      let read = SymbolAddresses(of: site.folder.appending(path: "reference"))
      known = read
      return read
    }
  }

  private func writeFront(of site: Site) throws {
    let front = try site.book.frontPage?.chapter()
    let links = site.book.frontPage.map { PageLinks(site.map, of: $0) }
    let html = site.theme.index(context(of: site).index(front, with: nil, links))
    try site.frame.write(Array(html.utf8), to: "index.html")
  }

  private func context(of site: Site) -> PageContext {
    let reference = site.folder.appending(path: "reference/index.html")
    return PageContext(
      book: site.book.with(written.said), map: site.map, theme: site.theme,
      hasReference: FileManager.default.fileExists(atPath: reference.path))
  }

  /// Chapters that weren't written now are read for the index.
  package func finish(_ site: Site) throws {
    try writeAgain(site)
    guard let spool = sections.withLock(\.self) else { return }
    try read(
      site.book.chapters.filter { !(site.book.place(of: $0.url).map(spool.has) ?? true) }, of: site)
    let script = SearchIndex.script(spool.pieces)
    try AtomicFile.write(pieces: script, to: site.folder.appending(path: SearchIndex.fileName))
  }

  // MARK: Computed titles

  /// Whether pages name chapters by what only their runs say.
  private func hasComputedText(_ site: Site) -> Bool {
    site.book.pages.contains(where: \.hasComputedText)
  }

  /// Writes pages again that were written before the titles on them were known.
  private func writeAgain(_ site: Site) throws {
    for (chapter, result) in written.pages {
      guard let entry = site.book.page(at: chapter.url) else { continue }
      let place = SitePage(site: site, links: PageLinks(site.map, of: entry))
      let writer = site.writer(of: entry)
      try writer.write(Array(html(of: chapter, result, in: place).utf8), to: writer.page)
    }
    let isFrontWritten = written.pages.contains { $0.chapter.url == site.book.frontPage?.url }
    if !written.pages.isEmpty, !isFrontWritten { try writeFront(of: site) }
  }

  // MARK: Search

  package func read(_ chapters: [ChapterEntry], of site: Site) throws {
    for entry in chapters {
      guard let number = site.book.place(of: entry.url), let chapter = try? entry.chapter() else {
        continue
      }
      try addToIndex(chapter, with: nil, at: number, of: site)
    }
  }

  private func addToIndex(
    _ chapter: Chapter, with result: ChapterResult?, at number: Int, of site: Site
  ) throws {
    let page = site.map.page(of: site.book.chapters[number])
    let found = SearchIndex.sections(of: chapter, with: result, number: number + 1, page: page)
    try sections.withLock(\.self)?.add(SearchIndex.piece(found), number: number)
  }
}
