import BookRendering
import ChapterModel
import Foundation

/// The reference that `chapters reference` has written beside the pages, for a served book to lead to.
struct WrittenReference {
  private let folder: URL
  /// What was read of it, and when that was written.
  private var known: (written: Date, symbols: SymbolAddresses)?

  init(in root: PackageRoot) { folder = root.url.appending(path: "_site/reference") }

  /// Whether there is one.
  var isThere: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "index.html").path)
  }

  /// Where it has symbols; read again where it has been written again.
  var symbols: SymbolAddresses {
    mutating get {
      let file = folder.appending(path: SymbolAddresses.fileName)
      let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
      let written = attributes?[.modificationDate] as? Date ?? .distantPast
      if let known, known.written == written { return known.symbols }
      let symbols = SymbolAddresses(of: folder)
      known = (written, symbols)
      return symbols
    }
  }

  /// One of its files by its path in the site; nil for any other path.
  func file(_ path: String) throws -> Data? {
    guard path.hasPrefix("reference/") else { return nil }
    let name = String(path.dropFirst("reference/".count))
    let files =
      (try? FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: [.isRegularFileKey])) ?? []
    guard let file = files.first(where: { $0.lastPathComponent == name }),
      try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
    else { return nil }
    return try Data(contentsOf: file)
  }
}
