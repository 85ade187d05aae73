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

  /// Prepares the folder.
  public init(_ book: Book, format: Format, folder: URL) throws {
    self.book = book
    self.format = format
    self.folder = folder
    theme = try Theme()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
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
      let bytes = RecordSplice(chapter).bytes(with: result, showingFailures: true)
      if isSource(page) {
        // Written over the sources, a book whose records hold stays as it is.
        guard bytes == chapter.source.bytes else {
          throw BookError.wouldOverwrite(chapter.source.path)
        }
        return
      }
      try AtomicFile.write(bytes, to: page)
    case .html:
      let context = PageContext(book: book, chapter: chapter)
      let html = theme.page(context.page(with: result))
      try AtomicFile.write(Array(html.utf8), to: page)
    }
  }

  /// Writes what is there once: front page, stylesheet, and the files that chapters refer to.
  public func writeFrame() throws {
    if format == .html {
      let html = theme.index(PageContext(book: book, chapter: nil).index())
      try AtomicFile.write(Array(html.utf8), to: folder.appending(path: "index.html"))
      try AtomicFile.write(theme.stylesheet, to: folder.appending(path: "style.css"))
    } else if let front = book.frontPage, !isSource(page(of: front)) {
      try AtomicFile.write(front.source.bytes, to: page(of: front))
    }
    try copyFigures()
  }

  private func isSource(_ page: URL) -> Bool {
    (book.chapters + (book.frontPage.map { [$0] } ?? [])).contains {
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
