import Foundation

/// The files elsewhere that a folder's symbolic links lead to.
struct LinkTargets: Equatable {
  /// By the path of a target's folder, then by the target's name: the names of the links.
  private(set) var names: [String: [String: Set<String>]] = [:]

  /// Follows a folder's links step by step, since any file on the way may be the one that is written.
  init(in folder: URL) {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: folder.path)) ?? [] {
      var place = folder.appending(path: name)
      // Linux follows as many.
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
