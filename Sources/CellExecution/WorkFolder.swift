import ChapterModel
import Foundation

/// Folders for the files of one compilation.
package enum WorkFolder {
  /// Makes one, and removes those of runs that are gone.
  package static func make(in parent: URL) throws -> URL {
    let folder = parent.appending(path: "run-\(getpid())-\(UUID().uuidString)")
    RunningProcesses.shared.insert(folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Removes what runs that were killed have left.
  static func removeAbandoned(in parent: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for name in names where name.hasPrefix("run-") {
      let process = name.split(separator: "-").dropFirst().first.flatMap { pid_t($0) }
      guard let process, kill(process, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(at: parent.appending(path: name))
    }
  }
}

extension PackageRoot {
  /// Where everything that can be made again is kept.
  package var workFolder: URL {
    url.appending(path: ".build/chapters", directoryHint: .isDirectory)
  }

  /// Where the results of earlier runs are kept.
  package var resultFolder: URL {
    workFolder.appending(path: "results", directoryHint: .isDirectory)
  }

  /// The names of the package's library products; none where that can't be told.
  package func libraryProducts() async -> [String] {
    guard let toolchain = try? Toolchain() else { return [] }
    return (try? await Manifest(of: url, with: toolchain))?.libraries ?? []
  }
}
