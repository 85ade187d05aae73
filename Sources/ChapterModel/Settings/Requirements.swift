import Foundation

/// Decides which of the things that cells require are here: each is a list of files.
package struct Requirements {
  package let root: PackageRoot
  package var environment = ProcessInfo.processInfo.environment

  package init(
    root: PackageRoot, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.root = root
    self.environment = environment
  }

  /// The names of what isn't here.
  package func absent(in settings: Settings) -> Set<String> {
    let absent = settings.requirements.filter { !$0.value.allSatisfy(exists) }
    return Set(absent.keys)
  }

  /// The files that cells may require, those that are here.
  package func files(in settings: Settings) -> [URL] {
    settings.requirements.sorted { $0.key < $1.key }.flatMap(\.value).filter(exists)
      .compactMap(file)
  }

  /// The variables that the files' paths begin with: the cells find them as the runner does.
  package static func variables(in settings: Settings) -> [String] {
    settings.requirements.values.joined().compactMap { path in
      path.hasPrefix("$") ? path.dropFirst().split(separator: "/").first.map(String.init) : nil
    }
  }

  private func exists(_ path: String) -> Bool {
    file(path).map { FileManager.default.fileExists(atPath: $0.path) } ?? false
  }

  private func file(_ path: String) -> URL? {
    Self.expanded(path, in: environment).map { URL(filePath: $0, relativeTo: root.url) }
  }

  /// A path with the value of the variable or the home folder that it begins with; nil where the
  /// variable isn't set.
  package static func expanded(_ path: String, in environment: [String: String]) -> String? {
    guard path.hasPrefix("$") || path.hasPrefix("~/") else { return path }
    let parts = path.split(separator: "/", maxSplits: 1)
    let name = path.hasPrefix("~/") ? "HOME" : String(parts[0].dropFirst())
    guard let start = environment[name], !start.isEmpty else { return nil }
    return parts.count == 2 ? "\(start)/\(parts[1])" : start
  }
}
