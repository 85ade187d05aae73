import ChapterModel
import Foundation

/// Results of chapters in a cache that machines share.
///
/// Two machines find one another's results if all is the same that these depend on: the tool, the toolchain and
/// the system's release, the sources of the package and the versions of those it takes, and the cells with what
/// they require. Where a package lies, and when its files were written, says nothing.
package struct SharedResults: Sendable {
  private let cache: SharedCache
  private let library: PortableLibraryKey

  package init(_ cache: SharedCache, root: PackageRoot, library: Library) {
    self.cache = cache
    self.library = PortableLibraryKey(root: root, library: library)
  }

  /// The key of a chapter's run; nil where something that it depends on can't be read.
  ///
  /// - Parameter parts: What it depends on beside the library and the tool.
  func key(_ parts: [String]) async -> String? {
    guard let library = await library.text() else { return nil }
    return Digest.hex([library] + parts)
  }

  /// What another run came to.
  func result(_ key: String) async -> KeptResult? {
    guard let data = await cache.content(of: key) else { return nil }
    return try? JSONDecoder().decode(KeptResult.self, from: data)
  }

  /// Keeps what a run came to, where another machine would have come to the same.
  func keep(_ result: KeptResult, as key: String) async {
    var result = result
    result.names = nil
    guard result.holdsElsewhere, let data = try? JSONEncoder().encode(result) else { return }
    await cache.keep(data, as: key)
  }
}

/// Tells a package's library and the tool from others, on any machine. It takes reading all sources, and is asked
/// for only where a result isn't here.
private actor PortableLibraryKey {
  private let root: PackageRoot
  private let library: Library
  private var reading: Task<String?, Never>?

  init(root: PackageRoot, library: Library) { (self.root, self.library) = (root, library) }

  func text() async -> String? {
    if let reading { return await reading.value }
    let (root, library) = (root, library)
    let task = Task {
      guard let tool = ProcessTable.ownProgram.contentDigest, let toolchain = try? Toolchain(),
        let version = try? await Tool.run(toolchain.tool("swiftc"), ["--version"]),
        version.succeeded, let contents = library.inputs.contents(in: root.url.path)
      else { return String?.none }
      let release = try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)
      return Digest.hex(
        [tool, version.output, release ?? "", EmbeddedRuntime.digest] + contents
          + library.pins(in: root))
    }
    reading = task
    return await task.value
  }
}

extension Library {
  /// The versions of the packages that it was built with.
  fileprivate func pins(in root: PackageRoot) -> [String] {
    struct Resolved: Decodable {
      struct Pin: Decodable {
        struct State: Decodable { var version, revision, branch: String? }
        var identity: String
        var state: State
      }
      var pins: [Pin]
    }
    let file = root.workFolder.appending(path: "library/Package.resolved")
    let resolved = (try? Data(contentsOf: file)).flatMap {
      try? JSONDecoder().decode(Resolved.self, from: $0)
    }
    return (resolved?.pins ?? []).map { pin in
      let state = pin.state
      return "\(pin.identity) \(state.version ?? state.branch ?? "") \(state.revision ?? "")"
    }.sorted()
  }
}
