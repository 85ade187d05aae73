import Foundation

/// An address in a document that leads to a file, not elsewhere on the web: its path, and what stands behind.
package struct LocalAddress: Hashable {
  /// The path, without percent signs; empty for a part of the same document.
  package var path: String
  /// The query and the fragment as they are written, with the signs before them.
  package var rest: String
  /// The name of the part that it leads to.
  package var fragment: String?
  /// Whether the path begins at the root: on code hosts that is the repository's.
  package var isRooted: Bool { path.hasPrefix("/") }

  /// Reads an address; nil for one that leads elsewhere.
  package init?(_ address: String) {
    let scheme = address.prefix { $0.isLetter || $0.isNumber || "+-.".contains($0) }
    if scheme.first?.isLetter == true, address.dropFirst(scheme.count).first == ":" { return nil }
    if address.hasPrefix("//") { return nil }
    let end = address.firstIndex { $0 == "#" || $0 == "?" } ?? address.endIndex
    path = String(address[..<end]).removingPercentEncoding ?? String(address[..<end])
    rest = String(address[end...])
    fragment = rest.firstIndex(of: "#").map { start in
      let text = String(rest[rest.index(after: start)...])
      return text.removingPercentEncoding ?? text
    }
  }
}

/// What an address in a document leads to.
package enum LinkTarget {
  /// A part of the document itself.
  case here
  /// The page in front of the book.
  case front
  /// A chapter of the book.
  case page(ChapterEntry)
  /// Another file of the package.
  case file(URL)
  /// A folder of the package.
  case folder(URL)
  /// Something that lies outside of the package, or isn't a file.
  case unreachable
  /// There is no such file.
  case missing
}

extension Book {
  /// What an address in one of the book's documents leads to.
  package func target(of address: LocalAddress, in document: URL) -> LinkTarget {
    guard !address.path.isEmpty else { return .here }
    // The system would read no further than there.
    guard !address.path.contains("\0") else { return .missing }
    let base = address.isRooted ? root.url : document.deletingLastPathComponent()
    let path = address.isRooted ? String(address.path.drop { $0 == "/" }) : address.path
    let url = path.isEmpty ? base : URL(filePath: path, relativeTo: base).standardizedFileURL
    if let page = page(at: url) { return isFront(page) ? .front : .page(page) }
    if url.path == folder.path { return .front }
    var status = stat()
    guard stat(url.path, &status) == 0 else { return .missing }
    guard isInPackage(url) else { return .unreachable }
    if status.st_mode & S_IFMT == S_IFREG { return .file(url) }
    guard status.st_mode & S_IFMT == S_IFDIR else { return .unreachable }
    // What a code host shows for a folder.
    for name in ["README.md", "index.md"] {
      let file = url.appending(path: name)
      if let page = page(at: file) { return .page(page) }
      if FileManager.default.fileExists(atPath: file.path) { return .file(file) }
    }
    return .folder(url)
  }

  /// Whether a file lies within the package, also where it is a link that leads to another.
  private func isInPackage(_ url: URL) -> Bool {
    let package = root.url.resolvingSymlinksInPath().path
    let file = url.resolvingSymlinksInPath().path
    return file == package || file.hasPrefix(package.hasSuffix("/") ? package : package + "/")
  }
}
