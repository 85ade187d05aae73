import Foundation

/// The files of a package that a build may depend on.
enum FileTree {
  /// Each file's path, size and time of change; hidden files, Markdown and folders that begin with
  /// an underscore (a rendered book) are no part of a build.
  ///
  /// They are looked at before every run, so the system is asked itself: Foundation's enumerator
  /// takes ten times as long.
  static func states(below root: URL) -> [String] {
    var states: [String] = []
    var waiting = [root.path]
    while let folder = waiting.popLast() {
      for name in names(in: folder) where !name.hasPrefix(".") && !name.hasSuffix(".md") {
        let path = "\(folder)/\(name)"
        var status = stat()
        guard lstat(path, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
          if !name.hasPrefix("_") { waiting.append(path) }
          continue
        }
        // What a link leads to counts, not the link.
        guard stat(path, &status) == 0 else { continue }
        let time = status.st_mtim
        states.append("\(path) \(status.st_size) \(time.tv_sec).\(time.tv_nsec)")
      }
    }
    return states.sorted()
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names
  }
}
