import CellExecution
import ChapterModel
import Foundation
import SourceModel

/// A folder with a rendered book: what a renderer makes of the chapters, their figures, and the files to
/// which they lead.
package struct Site: Sendable {
  private let renderer: any Renderer
  package let folder: URL
  package let book: Book
  package let theme: Theme
  package let map: SiteMap
  private let manifest: SiteManifest

  /// Prepares the folder.
  package init(_ book: Book, format: any Renderer.Type, folder: URL) throws {
    self.book = book
    self.folder = folder
    renderer = format.init()
    theme = try Theme(of: book.folder)
    map = SiteMap(book, format: format, theme: theme)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    manifest = SiteManifest(of: folder, root: book.root)
  }

  /// Where a chapter's page goes.
  package func page(of chapter: Chapter) -> URL {
    folder.appending(
      path: book.page(at: chapter.url).map(map.page) ?? map.format.fileName(chapter.name))
  }

  /// Whether a page would stand where one of the book's chapters does.
  func isSource(_ page: URL) -> Bool {
    book.pages.contains {
      $0.url.resolvingSymlinksInPath() == page.resolvingSymlinksInPath()
    }
  }

  /// Writes what is there once, before the chapters: the renderer's own files, and the recorded figures
  /// and images that chapters refer to.
  package func begin() throws {
    try renderer.begin(self)
    let (frame, folders) = (frame, Set(book.pages.map { $0.url.deletingLastPathComponent() }))
    for source in folders {
      let figures = source.appending(path: "figures")
      let names = (try? FileManager.default.contentsOfDirectory(atPath: figures.path)) ?? []
      for name in names {
        let file = figures.appending(path: name)
        try frame.publish(file, at: map.place(of: file))
      }
    }
  }

  /// Reads the chapters that aren't rendered now, for what is made of all of them.
  package func readChapters(besides rendered: Set<URL>) throws {
    try renderer.read(book.chapters.filter { !rendered.contains($0.url) }, of: self)
  }

  /// Writes a chapter with the outputs of a run.
  ///
  /// - Throws: `BookError.wouldOverwrite` rather than to change a chapter.
  package func write(_ chapter: Chapter, _ result: ChapterResult) throws {
    guard let entry = book.page(at: chapter.url) else { return }
    let place = SitePage(site: self, links: PageLinks(map, of: entry))
    guard let bytes = try renderer.page(of: chapter, with: result, in: place) else { return }
    let writer = writer(of: entry)
    try writer.write(bytes, to: writer.page)
    try writer.publish(place.links, map)
    try writer.write(FigureFiles(chapter, result))
  }

  /// Writes what is made of all chapters, and removes the pages of chapters that are gone.
  ///
  /// - Returns: The pages that were removed, by their paths from the site's folder.
  package func finish() throws -> [String] {
    try renderer.finish(self)
    return try manifest.finish()
  }

  /// Writes what belongs to a chapter's page.
  func writer(of entry: ChapterEntry) -> SiteWriter {
    SiteWriter(folder: folder, manifest: manifest, page: map.page(of: entry), source: entry.path)
  }

  /// Writes what belongs to all pages.
  var frame: SiteWriter {
    let source = book.root.shownPath(book.folder)
    return SiteWriter(folder: folder, manifest: manifest, page: "\(source)/", source: source)
  }
}
