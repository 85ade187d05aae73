import CellExecution
import ChapterModel
import Foundation
import SourceModel

/// Writes the files of a page into a site, and takes note of them.
struct SiteWriter {
  let folder: URL
  let manifest: SiteManifest
  /// The page's path in the site; one that ends in a slash for what belongs to all pages.
  let page: String
  /// The chapter's file, or the book's folder, as a path from the package.
  let source: String

  /// Writes a file of the site.
  ///
  /// - Throws: `BookError.wouldReplace` where something else stands that isn't of the site.
  func write(_ bytes: [UInt8], to path: String) throws {
    if path.split(separator: "/").dropLast().last != "figures" {
      try requireOwn(path, for: source, bytes)
    }
    manifest.add(path, digest: Digest.hex(bytes), page: page, source: source)
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try AtomicFile.write(bytes, to: file)
  }

  /// Writes a chapter's figures beside its page.
  func write(_ figures: FigureFiles) throws {
    let place = page.split(separator: "/").dropLast().map { $0 + "/" }.joined() + "figures"
    for (name, bytes) in try figures.files() { try write(bytes, to: "\(place)/\(name)") }
  }

  /// Puts what a page refers to where its links lead.
  func publish(_ links: PageLinks, _ map: SiteMap) throws {
    for (place, file) in links.files {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
        continue
      }
      // Where addresses stay as they are, what isn't there can't be put elsewhere.
      let isInPlace = !place.hasPrefix("package/")
      guard map.format.rewritesAddresses || isInPlace && !isFolder.boolValue else { continue }
      if isFolder.boolValue {
        let page = FolderPage(file, at: place, of: map)
        try write(Array(page.html.utf8), to: "\(place)/index.html")
      } else {
        try publish(file, at: place)
      }
    }
  }

  /// Makes sure that nobody's file is written over.
  ///
  /// - Throws: `BookError.wouldReplace` where something else stands that isn't of the site.
  private func requireOwn(
    _ place: String, for source: String, _ bytes: some Collection<UInt8>
  ) throws {
    let target = folder.appending(path: place)
    guard manifest.isForeign(place),
      (try? Data(contentsOf: target))?.elementsEqual(bytes) != true
    else { return }
    throw BookError.wouldReplace(target.path, source)
  }

  /// Copies a file of the package to a place in the site.
  ///
  /// - Throws: `BookError.wouldReplace` where something stands that isn't of the site.
  func publish(_ source: URL, at place: String) throws {
    let target = folder.appending(path: place)
    var status = stat()
    guard stat(source.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      source.resolvingSymlinksInPath().path != target.resolvingSymlinksInPath().path
    else { return }
    let data = try Data(contentsOf: source, options: .alwaysMapped)
    if place.split(separator: "/").dropLast().last != "figures" {
      try requireOwn(place, for: source.path, data)
    }
    manifest.add(place, digest: Digest.hex(data), page: page, source: self.source)
    if let old = try? Data(contentsOf: target, options: .alwaysMapped), old == data { return }
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    // However large it is, only a piece of it is in memory.
    let starts = stride(from: 0, to: data.count, by: 1 << 20)
    try AtomicFile.write(
      pieces: starts.lazy.map { Array(data[$0..<min($0 + 1 << 20, data.count)]) }, to: target)
  }
}

/// A page that says what is in a folder to which a document leads.
package struct FolderPage {
  package let html: String

  package init(_ folder: URL, at place: String, of map: SiteMap) {
    let page = "\(place)/index.html"
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let names = entries.filter { !$0.hasPrefix(".") }.sorted().map { name in
      let text = "<code>\(name.visible.escapedForHTML)</code>"
      guard let entry = map.book.page(at: folder.appending(path: name)) else { return text }
      let address = SiteMap.address(of: map.page(of: entry), from: page)
      return "<a href=\"\(address)\">\(text)</a>"
    }
    let title = map.book.root.shownPath(folder).visible.escapedForHTML
    html = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <script src="\(SiteMap.address(of: "theme.js", from: page))"></script>
      <link rel="stylesheet" href="\(SiteMap.address(of: "style.css", from: page))">
      </head>
      <body class="front">
      <div class="page">
      <main>
      <article>
      <h1>\(title)</h1>
      <ul>
      \(names.map { "<li>\($0)</li>" }.joined(separator: "\n"))
      </ul>
      <p><a href="\(SiteMap.address(of: "index.html", from: page))">\(map.book.title.escapedForHTML)</a></p>
      </article>
      </main>
      </div>
      </body>
      </html>

      """
  }
}
