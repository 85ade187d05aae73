import Foundation

/// The Swift package whose Markdown runs: the nearest folder with a `Package.swift`.
package struct PackageRoot: Sendable {
  package let url: URL

  /// Finds the package around a folder.
  ///
  /// - Throws: `BookError.noPackage`.
  package init(around folder: URL) throws {
    var candidate = folder.standardizedFileURL
    while !FileManager.default.fileExists(atPath: candidate.appending(path: "Package.swift").path) {
      guard candidate.path != "/" else { throw BookError.noPackage(folder.path) }
      candidate = candidate.deletingLastPathComponent().standardizedFileURL
    }
    url = URL(filePath: candidate.path, directoryHint: .isDirectory)
  }

  /// A path as it is shown: relative to the package where it lies inside.
  package func shownPath(_ file: URL) -> String {
    let prefix = url.path.hasSuffix("/") ? url.path : url.path + "/"
    return file.path.hasPrefix(prefix) ? String(file.path.dropFirst(prefix.count)) : file.path
  }
}
