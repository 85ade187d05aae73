import ChapterModel
import Foundation
import SourceModel
import Synchronization

/// Where the files of a book lie in its site: paths from the site's folder.
package struct SiteMap: Sendable {
  package let book: Book
  package let format: any Renderer.Type
  /// The paths that pages and the theme have.
  private let taken: Set<String>

  package init(_ book: Book, format: any Renderer.Type, theme: Theme) {
    self.book = book
    self.format = format
    let own = ["index.html", "events", SearchIndex.fileName, SiteManifest.fileName]
    taken = Set(
      own + theme.liveFiles.keys + theme.files.keys
        + book.chapters.map { format.fileName($0.sitePath) })
  }

  /// Where a chapter's page lies; of the page in front, too.
  package func page(of entry: ChapterEntry) -> String {
    format.fileName(book.isFront(entry) ? "index" : entry.sitePath)
  }

  /// Where the script lies that knows the names in a page.
  func names(of page: String) -> String {
    "names/\(page.dropLast(format.fileExtension.count + 1)).js"
  }

  /// Where another file of the package lies, if a page refers to it: at the same place below the book's
  /// folder. What lies elsewhere, or where something else stands in the site, has a folder of its own.
  package func place(of file: URL) -> String {
    if let path = Self.path(of: file, below: book.folder), !taken.contains(path),
      !path.hasPrefix("package/")
    {
      return path
    }
    return "package/" + (Self.path(of: file, below: book.root.url) ?? file.lastPathComponent)
  }

  private static func path(of file: URL, below folder: URL) -> String? {
    let (path, base) = (file.path, folder.path.hasSuffix("/") ? folder.path : folder.path + "/")
    return path.hasPrefix(base) ? String(path.dropFirst(base.count)) : nil
  }

  /// The address of one place in the site from a page in it.
  package static func address(of place: String, from page: String) -> String {
    // In a book all pages lie side by side, and there are many addresses.
    if !page.contains("/") { return place.escapedForAddress }
    let folder = page.split(separator: "/").dropLast()
    let parts = place.split(separator: "/")
    let common = zip(folder, parts.dropLast()).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: folder.count - common)
    let down = parts.dropFirst(common).map(String.init)
    return (up + down).joined(separator: "/").escapedForAddress
  }
}

/// The addresses in a document as they are in a page of its site, and what the site has to have for them.
package final class PageLinks: Sendable {
  /// The page that shows the document or a part of it.
  package let page: String
  private let map: SiteMap
  private let document: ChapterEntry
  private let targets = Mutex<[String: URL]>([:])

  /// - Parameter page: Where the document is shown, if not in its own page.
  package init(_ map: SiteMap, of document: ChapterEntry, on page: String? = nil) {
    self.map = map
    self.document = document
    self.page = page ?? map.page(of: document)
  }

  /// The files and folders that the page leads to and that are no pages, by their places in the site.
  package var files: [String: URL] { targets.withLock(\.self) }

  /// An address as it is in the page.
  package func address(_ address: String) -> String {
    guard let local = LocalAddress(address) else { return address }
    let place: String
    switch map.book.target(of: local, in: document.url) {
    case .missing, .unreachable: return address
    case .here:
      place = map.page(of: document)
      if place == page { return address }
    case .front: place = map.format.fileName("index")
    case .page(let entry): place = map.page(of: entry)
    case .file(let url):
      place = map.place(of: url)
      targets.withLock { $0[place] = url }
    case .folder(let url):
      let folder = map.place(of: url)
      place = "\(folder)/index.html"
      targets.withLock { $0[folder] = url }
    }
    let new = SiteMap.address(of: place, from: page)
    return new.removingPercentEncoding == local.path ? address : new + local.rest
  }
}
