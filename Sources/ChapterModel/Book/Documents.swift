import Foundation
import SourceModel

/// The documents in a folder that a person named: all its Markdown, and the examples in the
/// comments of its Swift sources, and DocC's tutorials with the code of their steps.
enum Documents {
  /// Files in the order of their paths. Hidden folders and what packages build or fetch are no part
  /// of the documents.
  static func files(below folder: URL) -> [URL] {
    let keys: [URLResourceKey] = [.isDirectoryKey]
    let walker = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: keys, options: [.skipsHiddenFiles])
    var files: [URL] = []
    while let url = walker?.nextObject() as? URL {
      let isFolder = try? url.resourceValues(forKeys: Set(keys)).isDirectory
      if isFolder == true {
        if url.lastPathComponent.hasPrefix("_") { walker?.skipDescendants() }
      } else if isDocument(url), hasCells(url) {
        files.append(url.standardizedFileURL)
      }
    }
    return withSteps(files.sorted { $0.path < $1.path })
  }

  /// Files, the code of tutorials behind the tutorials that show it, in the order of their steps.
  static func withSteps(_ files: [URL]) -> [URL] {
    let steps = files.filter { $0.pathExtension == Tutorial.fileExtension }
      .map { ($0, Tutorial.codeFiles(of: $0)) }
    guard !steps.isEmpty else { return files }
    var rest = Set(steps.flatMap(\.1))
    let known = rest
    return files.filter { !known.contains($0.standardizedFileURL) }.flatMap { file in
      let own = steps.first { $0.0 == file }?.1 ?? []
      return [file] + own.filter { rest.remove($0) != nil }
    }
  }

  /// Whether a file is Markdown, a tutorial or Swift.
  static func isDocument(_ url: URL) -> Bool {
    ["md", "swift", Tutorial.fileExtension].contains(url.pathExtension)
  }

  /// Of the many sources of a package few have examples.
  private static func hasCells(_ url: URL) -> Bool {
    guard url.pathExtension == "swift", !Snippet.isOne(url) else { return true }
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return false }
    return Playgrounds.mayBe(in: text)
      || ["```", "~~~", "///     "].contains { text.containsBytes(of: $0) }
  }
}

extension PackageRoot {
  /// All Markdown of the package and all its sources that have cells.
  package func documents() -> [URL] { Documents.files(below: url) }
}
