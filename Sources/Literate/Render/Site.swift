import Foundation

/// Writes a rendered book: Markdown, or HTML pages with contents, neighbours and one stylesheet.
public struct Site: Sendable {
  /// What is written.
  public enum Format: String, Sendable, CaseIterable {
    /// Pages for a browser.
    case html
    /// The chapters with fresh outputs.
    case markdown
  }

  /// What is written.
  public let format: Format
  /// Where.
  public let folder: URL
  let book: Book
  let theme: Theme
  /// The places of the chapters in the book, from 0.
  private let places: [URL: Int]
  /// The sections of each chapter, for the search index, by the chapter's place.
  private let sections: Spool

  /// Prepares the folder.
  public init(_ book: Book, format: Format, folder: URL) throws {
    self.book = book
    self.format = format
    self.folder = folder
    theme = try Theme(of: book.folder)
    let chapters = book.chapters.enumerated().map { ($1.url, $0) }
    places = Dictionary(chapters) { first, _ in first }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    sections = try Spool(in: folder)
  }

  /// Where a chapter's page goes.
  public func page(of chapter: Chapter) -> URL {
    folder.appending(path: chapter.name + (format == .html ? ".html" : ".md"))
  }

  /// Writes a chapter with the outputs of a run.
  ///
  /// - Throws: `BookError.wouldOverwrite` rather than to change a chapter.
  public func write(_ chapter: Chapter, _ result: ChapterResult) throws {
    let page = page(of: chapter)
    switch format {
    case .markdown:
      let bytes = try RecordSplice(chapter).bytes(
        with: result, showingFailures: true, showingValues: !isSource(page))
      if isSource(page) {
        // Written over the sources, a book whose records hold stays as it is.
        guard bytes == chapter.source.bytes else {
          throw BookError.wouldOverwrite(chapter.source.path)
        }
        return
      }
      try AtomicFile.write(bytes, to: page)
      try FigureFiles(chapter, result).write(to: folder.appending(path: "figures"))
    case .html:
      try AtomicFile.write(Array(html(of: chapter, result).utf8), to: page)
      if let place = places[chapter.url] { try addToIndex(chapter, at: place) }
      try FigureFiles(chapter, result).write(to: folder.appending(path: "figures"))
    }
  }

  /// Writes what is made of all chapters: the index for search. Those that weren't written now are read
  /// for it.
  public func writeIndex() throws {
    guard format == .html else { return }
    try addToIndex { !(places[$0.url].map(sections.has) ?? true) }
    let script = SearchIndex.script(sections.pieces)
    try AtomicFile.write(pieces: script, to: folder.appending(path: SearchIndex.fileName))
  }

  /// Reads chapters for the index that aren't written.
  public func addToIndex(where isMeant: (ChapterEntry) -> Bool) throws {
    guard format == .html else { return }
    for entry in book.chapters where isMeant(entry) {
      guard let place = places[entry.url], let chapter = try? entry.chapter() else { continue }
      try addToIndex(chapter, at: place)
    }
  }

  private func addToIndex(_ chapter: Chapter, at place: Int) throws {
    let sections = SearchIndex.sections(of: chapter, number: place + 1)
    try self.sections.add(SearchIndex.piece(sections), number: place)
  }

  private func html(of chapter: Chapter, _ result: ChapterResult) -> String {
    guard let place = places[chapter.url] else {
      return theme.index(context.index(chapter, with: result))
    }
    return theme.page(context.page(of: chapter, at: place, with: result))
  }

  /// Writes what is there once, before the chapters: front page, stylesheet, and the recorded
  /// figures and images that chapters refer to.
  public func writeFrame() throws {
    if format == .html {
      let front = try book.frontPage?.chapter()
      let html = theme.index(context.index(front, with: nil))
      try AtomicFile.write(Array(html.utf8), to: folder.appending(path: "index.html"))
      for (name, bytes) in theme.files {
        try AtomicFile.write(bytes, to: folder.appending(path: name))
      }
    }
    try copyFigures()
  }

  private var context: PageContext {
    let reference = folder.appending(path: "reference/index.html")
    return PageContext(
      book: book, theme: theme,
      hasReference: FileManager.default.fileExists(atPath: reference.path))
  }

  private func isSource(_ page: URL) -> Bool {
    book.pages.contains {
      $0.url.resolvingSymlinksInPath() == page.resolvingSymlinksInPath()
    }
  }

  private func copyFigures() throws {
    let source = book.folder.appending(path: "figures")
    let target = folder.appending(path: "figures")
    guard FileManager.default.fileExists(atPath: source.path),
      source.resolvingSymlinksInPath() != target.resolvingSymlinksInPath()
    else { return }
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: source.path) {
      let bytes = try Data(contentsOf: source.appending(path: name))
      try AtomicFile.write(Array(bytes), to: target.appending(path: name))
    }
  }
}
