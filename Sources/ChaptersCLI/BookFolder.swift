import ArgumentParser
import ChapterModel
import Foundation

/// Where the chapters lie: what was typed counts from where one stands, the usual folder from the package's
/// root.
struct BookFolder: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of the chapters, by default Chapters in the package.", valueName: "folder"))
  var book: String?

  func url(in root: PackageRoot) -> URL { root.folder(typed: book, usual: "Chapters") }
}

extension PackageRoot {
  /// A folder that was typed, from where one stands; the usual one of the package where none was.
  func folder(typed: String?, usual: String) -> URL {
    let base = typed == nil ? url : BookOptions.currentFolder
    // Written out: an empty path would be the base without a slash at its end.
    let path = typed.map { $0.isEmpty ? "." : $0 } ?? usual
    return URL(filePath: path, directoryHint: .isDirectory, relativeTo: base).standardizedFileURL
  }
}
