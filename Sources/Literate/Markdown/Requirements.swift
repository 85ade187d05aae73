import Foundation

/// Decides which of the things that cells require are here: each is a list of files.
struct Requirements {
  let root: PackageRoot
  var environment = ProcessInfo.processInfo.environment

  /// The names of what isn't here.
  func absent(in settings: Settings) -> Set<String> {
    let absent = settings.requirements.filter { !$0.value.allSatisfy(exists) }
    return Set(absent.keys)
  }

  private func exists(_ path: String) -> Bool {
    guard let path = expanded(path) else { return false }
    let file = URL(filePath: path, relativeTo: root.url)
    return FileManager.default.fileExists(atPath: file.path)
  }

  /// The path with the variable or the home folder that it begins with; nil where the variable
  /// isn't set.
  private func expanded(_ path: String) -> String? {
    guard path.hasPrefix("$") || path.hasPrefix("~/") else { return path }
    let parts = path.split(separator: "/", maxSplits: 1)
    let name = path.hasPrefix("~/") ? "HOME" : String(parts[0].dropFirst())
    guard let start = environment[name], !start.isEmpty else { return nil }
    return parts.count == 2 ? "\(start)/\(parts[1])" : start
  }
}
