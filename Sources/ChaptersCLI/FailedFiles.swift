import ChapterModel
import Foundation
import RecordCheck
import SourceModel

/// The files in which something was wrong when they were last checked, kept for `--only-failed`.
struct FailedFiles {
  private let root: PackageRoot
  private var file: URL { root.resultFolder.appending(path: "failed-files") }

  init(in root: PackageRoot) { self.root = root }

  /// Their paths, those below what was named on the command line if something was.
  func files(among names: [String]) -> [String] {
    let places = names.map {
      URL(filePath: $0, relativeTo: BookOptions.currentFolder).standardizedFileURL.path
    }
    return known.map { URL(filePath: $0, relativeTo: root.url).standardizedFileURL.path }
      .filter { path in
        FileManager.default.fileExists(atPath: path)
          && (places.isEmpty || places.contains { path == $0 || path.hasPrefix($0 + "/") })
      }
  }

  /// Takes note of what a check found.
  func keep(_ report: CheckReport) {
    let checked = Set(report.chapters.map(\.file))
    let failed = report.chapters.filter { report.failureCount(of: $0) > 0 }.map(\.file)
    let text = (known.filter { !checked.contains($0) } + failed).map { $0 + "\n" }.joined()
    try? FileManager.default.createDirectory(
      at: root.resultFolder, withIntermediateDirectories: true)
    try? AtomicFile.write(Array(text.utf8), to: file)
  }

  /// The paths, from the package's root.
  private var known: [String] {
    let text = try? String(contentsOf: file, encoding: .utf8)
    return text?.split(separator: "\n").map(String.init) ?? []
  }
}
