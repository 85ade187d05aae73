import CellExecution
import ChapterModel
import Foundation
import SourceModel
import Synchronization

/// What a site's folder has of the tool's own making. What a chapter left there goes when the chapter is
/// gone; files that somebody else put there, or has changed since, stay.
final class SiteManifest: Sendable {
  static let fileName = ".chapters.json"

  /// What was written for one page, or for all of them.
  private struct Entry: Codable {
    /// The chapter, or the book's folder, as a path from the package.
    var source: String
    /// The files, by their paths from the site's folder.
    var files: Set<String>

    enum CodingKeys: CodingKey { case source, files }

    /// In one order, so that a site in which nothing changed has the same bytes.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(source, forKey: .source)
      try container.encode(files.sorted(), forKey: .files)
    }
  }

  private struct Content: Codable {
    var pages: [String: Entry] = [:]
    /// Digests of the files as they were written.
    var digests: [String: String] = [:]
  }

  private struct State {
    var old: Content
    var new = Content()
    /// What was there before and isn't ours.
    var foreign: Set<String> = []
  }

  private let folder: URL
  private let root: PackageRoot
  private let state: Mutex<State>
  /// Whether the folder has pages of a tool that took no note of what it wrote: then all is ours.
  private let isEarlier: Bool

  init(of folder: URL, root: PackageRoot) {
    (self.folder, self.root) = (folder, root)
    let data = try? Data(contentsOf: folder.appending(path: Self.fileName))
    let old = data.flatMap { try? JSONDecoder().decode(Content.self, from: $0) }
    state = Mutex(State(old: old ?? Content()))
    let front = try? Data(contentsOf: folder.appending(path: "index.html"))
    isEarlier = data == nil && front?.firstRange(of: Data("theme.js\"></script>".utf8)) != nil
  }

  /// Whether a file in the site is somebody else's.
  func isForeign(_ path: String) -> Bool {
    if isEarlier { return false }
    let isThere = FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    return state.withLock { state in
      let isOurs = state.old.digests[path] != nil || state.new.digests[path] != nil
      if isThere, !isOurs { state.foreign.insert(path) }
      return state.foreign.contains(path)
    }
  }

  /// Takes note of a file that is about to be written: to be called before it is.
  ///
  /// - Parameters:
  ///   - page: The page it belongs to.
  ///   - source: The chapter that page is made of, or the book's folder.
  func add(_ path: String, digest: String, page: String, source: String) {
    guard !isForeign(path) else { return }
    state.withLock { state in
      state.new.pages[page, default: Entry(source: source, files: [])].files.insert(path)
      state.new.digests[path] = digest
    }
  }

  /// Removes what nothing in the package stands behind any more, and remembers the rest.
  ///
  /// - Returns: The paths of the pages that are gone.
  func finish() throws -> [String] {
    let (old, content) = state.withLock { state in
      let kept = state.old.pages.filter { isThere($0.value.source) }
      var content = state.new
      content.pages.merge(kept) { new, _ in new }
      for path in content.pages.values.flatMap(\.files) where content.digests[path] == nil {
        content.digests[path] = state.old.digests[path]
      }
      return (state.old, content)
    }
    let kept = Set(content.pages.values.flatMap(\.files))
    var removed: [String] = []
    for path in old.digests.keys.sorted() where !kept.contains(path) {
      guard remove(path, digest: old.digests[path]) else { continue }
      if old.pages[path] != nil { removed.append(path) }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let bytes = try encoder.encode(content)
    try AtomicFile.write(Array(bytes), to: folder.appending(path: Self.fileName))
    return removed
  }

  private func isThere(_ source: String) -> Bool {
    let file = source.isEmpty ? root.url : URL(filePath: source, relativeTo: root.url)
    return FileManager.default.fileExists(atPath: file.path)
  }

  /// Removes a file that is still as it was written, and the folders that are empty then.
  private func remove(_ path: String, digest: String?) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { ["", ".", ".."].contains($0) }) else { return false }
    let file = folder.appending(path: path)
    guard let data = try? Data(contentsOf: file), Digest.hex(data) == digest,
      unlink(file.path) == 0
    else { return false }
    for count in stride(from: parts.count - 1, to: 0, by: -1) {
      // Only an empty one can be removed so.
      guard rmdir(folder.appending(path: parts.prefix(count).joined(separator: "/")).path) == 0
      else { break }
    }
    return true
  }
}
