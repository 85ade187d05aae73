import Foundation

/// The Swift toolchain that compiles the cells: the first `swiftc` in `PATH`.
package struct Toolchain: Sendable {
  /// The folder of `swift`, `swiftc` and `swift-frontend`.
  let binaries: URL
  /// Tells this toolchain from others, without starting it.
  package let identity: String

  /// Finds the toolchain.
  ///
  /// - Throws: `ExecutionError.missingTool`.
  package init(path: String? = ProcessInfo.processInfo.environment["PATH"]) throws {
    let folders = (path ?? "").split(separator: ":").map { URL(filePath: String($0)) }
    let found = folders.first {
      FileManager.default.isExecutableFile(atPath: $0.appending(path: "swiftc").path)
        && FileManager.default.isExecutableFile(atPath: $0.appending(path: "swift").path)
    }
    guard let found else { throw ExecutionError.missingTool("swift") }
    binaries = found.appending(path: "swiftc").resolvingSymlinksInPath().deletingLastPathComponent()
    let frontend = binaries.appending(path: "swift-frontend")
    let attributes = try? FileManager.default.attributesOfItem(atPath: frontend.path)
    let size = attributes?[.size] as? Int ?? 0
    let date = attributes?[.modificationDate] as? Date ?? .distantPast
    identity = "\(frontend.path) \(size) \(date.timeIntervalSince1970)"
  }

  /// Its SourceKit, which knows what names in code are.
  var sourceKit: URL { binaries.appending(path: ObjectFormat.sourceKit).standardizedFileURL }

  /// A program of the toolchain.
  func tool(_ name: String) -> String { found(name)?.path ?? name }

  /// A program of the toolchain, if it has it.
  package func found(_ name: String) -> URL? {
    let url = binaries.appending(path: name)
    return FileManager.default.isExecutableFile(atPath: url.path) ? url : nil
  }
}
