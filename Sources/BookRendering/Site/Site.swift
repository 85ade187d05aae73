import CellExecution
import ChapterModel
import Foundation
import SourceModel

/// Writes a rendered book: Markdown, or HTML pages with contents, neighbours and one stylesheet.
package struct Site: Sendable {
  /// What is written.
  package enum Format: String, Sendable, CaseIterable {
    /// Pages for a browser.
    case html
    /// The chapters with fresh outputs.
    case markdown
  }

  /// What is written.
  package let format: Format
  /// Where.
  package let folder: URL
  package let book: Book
  package let theme: Theme
  package let map: SiteMap
  private let manifest: SiteManifest
  /// The sections of each chapter, for the search index, by the chapter's place.
  private let sections: Spool
  private let written = WrittenPages()

  /// Prepares the folder.
  package init(_ book: Book, format: Format, folder: URL) throws {
    self.book = book
    self.format = format
    self.folder = folder
    theme = try Theme(of: book.folder)
    map = SiteMap(book, format: format, theme: theme)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    manifest = SiteManifest(of: folder, root: book.root)
    sections = try Spool(in: folder)
  }

  /// Where a chapter's page goes.
  package func page(of chapter: Chapter) -> URL { folder.appending(path: path(of: chapter)) }

  private func path(of chapter: Chapter) -> String {
    book.page(at: chapter.url).map(map.page) ?? chapter.name + format.ending
  }

  /// Writes a chapter with the outputs of a run.
  ///
  /// - Throws: `BookError.wouldOverwrite` rather than to change a chapter.
  package func write(_ chapter: Chapter, _ result: ChapterResult) throws {
    guard let entry = book.page(at: chapter.url) else { return }
    let writer = writer(of: entry)
    let links = PageLinks(map, of: entry)
    switch format {
    case .markdown:
      guard try writeMarkdown(chapter, result, writer) else { return }
      for reference in chapter.addresses { _ = links.address(reference.address) }
    case .html:
      if hasComputedText { written.add(chapter, result) }
      try writer.write(Array(html(of: chapter, result, links).utf8), to: writer.page)
      if let place = book.place(of: chapter.url) {
        try addToIndex(chapter, with: result, at: place)
      }
    }
    try writer.publish(links, map)
    try writer.write(FigureFiles(chapter, result))
  }

  private func writer(of entry: ChapterEntry) -> SiteWriter {
    SiteWriter(folder: folder, manifest: manifest, page: map.page(of: entry), source: entry.path)
  }

  /// Whether pages name chapters by what only their runs say.
  private var hasComputedText: Bool { book.pages.contains(where: \.hasComputedText) }

  /// Writes pages again that were written before the titles on them were known.
  private func writeAgain() throws {
    for (chapter, result) in written.pages {
      guard let entry = book.page(at: chapter.url) else { continue }
      let html = html(of: chapter, result, PageLinks(map, of: entry))
      let writer = writer(of: entry)
      try writer.write(Array(html.utf8), to: writer.page)
    }
    let isFrontWritten = written.pages.contains { $0.chapter.url == book.frontPage?.url }
    if !written.pages.isEmpty, !isFrontWritten { try writeFront() }
  }

  private func writeMarkdown(
    _ chapter: Chapter, _ result: ChapterResult, _ writer: SiteWriter
  ) throws -> Bool {
    let page = page(of: chapter)
    let bytes = try RecordSplice(chapter).bytes(
      with: result, showingFailures: true, showingValues: !isSource(page))
    if isSource(page) {
      // Written over the sources, a book whose records hold stays as it is.
      guard bytes == chapter.source.bytes else {
        throw BookError.wouldOverwrite(chapter.source.path)
      }
      return false
    }
    try writer.write(bytes, to: writer.page)
    return true
  }

  /// Writes what is made of all chapters, the index for search, and removes the pages of chapters that
  /// are gone. Chapters that weren't written now are read for the index.
  ///
  /// - Returns: The pages that were removed, by their paths from the site's folder.
  package func finish() throws -> [String] {
    if format == .html {
      try writeAgain()
      try addToIndex { !(book.place(of: $0.url).map(sections.has) ?? true) }
      let script = SearchIndex.script(sections.pieces)
      try AtomicFile.write(pieces: script, to: folder.appending(path: SearchIndex.fileName))
    }
    return try manifest.finish()
  }

  /// Reads chapters for the index that aren't written.
  package func addToIndex(where isMeant: (ChapterEntry) -> Bool) throws {
    guard format == .html else { return }
    for entry in book.chapters where isMeant(entry) {
      guard let place = book.place(of: entry.url), let chapter = try? entry.chapter() else {
        continue
      }
      try addToIndex(chapter, at: place)
    }
  }

  private func addToIndex(
    _ chapter: Chapter, with result: ChapterResult? = nil, at place: Int
  ) throws {
    let page = map.page(of: book.chapters[place])
    let sections = SearchIndex.sections(
      of: chapter, with: result, number: place + 1, page: page)
    try self.sections.add(SearchIndex.piece(sections), number: place)
  }

  private func html(of chapter: Chapter, _ result: ChapterResult, _ links: PageLinks) -> String {
    guard let place = book.place(of: chapter.url) else {
      return theme.index(context.index(chapter, with: result, links))
    }
    return theme.page(context.page(of: chapter, at: place, with: result, links))
  }

  /// Writes what is there once, before the chapters: front page, stylesheet, and the recorded
  /// figures and images that chapters refer to.
  package func writeFrame() throws {
    let frame = frame
    if format == .html {
      try writeFront()
      for (name, bytes) in theme.files { try frame.write(bytes, to: name) }
    }
    let folders = Set(book.pages.map { $0.url.deletingLastPathComponent() })
    for source in folders {
      let figures = source.appending(path: "figures")
      let names = (try? FileManager.default.contentsOfDirectory(atPath: figures.path)) ?? []
      for name in names {
        let file = figures.appending(path: name)
        try frame.publish(file, at: map.place(of: file))
      }
    }
  }

  private var frame: SiteWriter {
    let source = book.root.shownPath(book.folder)
    return SiteWriter(folder: folder, manifest: manifest, page: "\(source)/", source: source)
  }

  private func writeFront() throws {
    let front = try book.frontPage?.chapter()
    let links = book.frontPage.map { PageLinks(map, of: $0) }
    let html = theme.index(context.index(front, with: nil, links))
    try frame.write(Array(html.utf8), to: "index.html")
  }

  private var context: PageContext {
    let reference = folder.appending(path: "reference/index.html")
    return PageContext(
      book: book.with(written.said), map: map, theme: theme,
      hasReference: FileManager.default.fileExists(atPath: reference.path))
  }

  private func isSource(_ page: URL) -> Bool {
    book.pages.contains {
      $0.url.resolvingSymlinksInPath() == page.resolvingSymlinksInPath()
    }
  }
}
