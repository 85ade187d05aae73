import Foundation

/// Which files elsewhere stand behind the links in a folder.
struct LinkedFiles: Equatable {
  /// For each folder, what its files are called in the folder that has the links.
  package private(set) var names: [String: [String: Set<String>]] = [:]

  /// Follows all links in a folder, link by link: what is written may be any of those on the way.
  init(in folder: URL) {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: folder.path)) ?? [] {
      var place = folder.appending(path: name)
      // As many as the system follows.
      for _ in 0..<40 {
        guard let target = try? files.destinationOfSymbolicLink(atPath: place.path) else { break }
        let parent = place.deletingLastPathComponent()
        place = URL(filePath: target, directoryHint: .notDirectory, relativeTo: parent).absoluteURL
        let real = place.deletingLastPathComponent().resolvingSymlinksInPath().path
        names[real, default: [:]][place.lastPathComponent, default: []].insert(name)
      }
    }
  }
}
