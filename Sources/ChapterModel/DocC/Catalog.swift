import Foundation

/// A DocC catalog: the folder of articles, tutorials and resources that documents a module.
package struct Catalog: Sendable {
  package let folder: URL
  /// All its files, in the order of their paths.
  private let files: [URL]

  /// The catalog that a file lies in; nil if it lies in none.
  package init?(around file: URL) {
    guard let folder = Self.folder(around: file) else { return nil }
    self.init(folder: folder)
  }

  /// The catalog in a folder.
  package init(folder: URL) {
    self.folder = folder
    let walker = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
    let found = walker?.compactMap { ($0 as? URL)?.standardizedFileURL } ?? []
    files = found.map { ($0.path, $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// The folder of the catalog that a file lies in.
  package static func folder(around file: URL) -> URL? {
    var folder = file.deletingLastPathComponent()
    while folder.pathExtension != "docc" {
      guard folder.pathComponents.count > 1 else { return nil }
      folder = folder.deletingLastPathComponent()
    }
    return folder
  }

  /// Whether a file lies in a catalog.
  package static func contains(_ file: URL) -> Bool {
    file.pathComponents.contains { $0.hasSuffix(".docc") }
  }

  /// Whether it can document one of some modules: one in the folder of another target doesn't.
  package func isAbout(_ modules: [String]) -> Bool {
    let names = folder.deletingLastPathComponent().pathComponents.map {
      $0.replacing("-", with: "_")
    }
    guard let sources = names.lastIndex(of: "Sources"), sources + 1 < names.count else {
      return true
    }
    return names[(sources + 1)...].contains(where: modules.contains)
  }

  /// Its tutorials, in the order of their paths.
  package var tutorials: [URL] { files.filter { $0.pathExtension == Tutorial.fileExtension } }
  /// Its articles.
  package var articles: [URL] { files.filter { $0.pathExtension == "md" } }

  /// The Swift file that a tutorial names, by its name with or without the ending.
  package func code(named name: String) -> URL? {
    files.first { file in
      file.pathExtension == "swift"
        && [file.lastPathComponent, file.deletingPathExtension().lastPathComponent].contains(name)
    }
  }

  /// The names of the files that tutorials may show as code.
  package var codeNames: [String] {
    files.filter { $0.pathExtension == "swift" }.map(\.lastPathComponent)
  }
}
