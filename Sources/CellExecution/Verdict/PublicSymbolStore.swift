import Foundation
import SourceModel

/// Asks the compiler once for the public symbols of the library's modules.
package actor PublicSymbolStore {
  private let library: Library
  private let toolchain: Toolchain
  private let folder: URL
  private var reading: Task<PublicSymbols, Never>?
  private var readingInherited: Task<PublicSymbols, Never>?

  /// - Parameter folder: Where the answer is kept.
  init(library: Library, toolchain: Toolchain, folder: URL) {
    (self.library, self.toolchain, self.folder) = (library, toolchain, folder)
  }

  /// The symbols; none where the toolchain can't tell.
  package func symbols() async -> PublicSymbols {
    if let reading { return await reading.value }
    let task = Task { [self] in await read(keptIn: "public-symbols.json", havingInherited: false) }
    reading = task
    return await task.value
  }

  /// The symbols with what types get from the protocols of other modules, which may be many more.
  package func symbolsWithInherited() async -> PublicSymbols {
    if let readingInherited { return await readingInherited.value }
    let task = Task { [self] in await read(keptIn: "inherited-symbols.json", havingInherited: true)
    }
    readingInherited = task
    return await task.value
  }

  private func read(keptIn name: String, havingInherited: Bool) async -> PublicSymbols {
    let file = folder.appending(path: name)
    struct Kept: Codable {
      var key: String
      var symbols: PublicSymbols
    }
    if let data = try? Data(contentsOf: file),
      let kept = try? JSONDecoder().decode(Kept.self, from: data), kept.key == library.key
    {
      return kept.symbols
    }
    var symbols = PublicSymbols()
    symbols.modules = library.modules ?? []
    for module in symbols.modules {
      for graph in (try? await graphs(of: module, havingInherited: havingInherited)) ?? [] {
        for symbol in graph.symbols {
          symbols.add(path: symbol.pathComponents, kind: symbol.kind.identifier)
        }
      }
    }
    try? AtomicFile.write(
      Array(JSONEncoder().encode(Kept(key: library.key, symbols: symbols))), to: file)
    return symbols
  }

  private struct Graph: Decodable {
    struct Symbol: Decodable {
      struct Kind: Decodable { var identifier: String }
      var pathComponents: [String]
      var kind: Kind
    }
    var symbols: [Symbol]
  }

  private func graphs(of module: String, havingInherited: Bool) async throws -> [Graph] {
    let place = FileManager.default.temporaryDirectory
      .appending(path: "chapters-symbols-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let command =
      [toolchain.tool("swift-symbolgraph-extract"), "-module-name", module]
      + library.plan.searchFlags
      + (havingInherited ? [] : ["-skip-synthesized-members"])
      + ["-minimum-access-level", "public", "-output-dir", place.path]
    _ = try await Tool.run(command)
    let files = try FileManager.default.contentsOfDirectory(
      at: place, includingPropertiesForKeys: nil)
    return files.compactMap { file in
      (try? Data(contentsOf: file)).flatMap { try? JSONDecoder().decode(Graph.self, from: $0) }
    }
  }
}

extension DriverPlan {
  /// Where the compiler finds modules, and for what system.
  var searchFlags: [String] {
    let names: Set = ["-I", "-F", "-Xcc", "-target", "-sdk", "-module-cache-path"]
    var flags: [String] = []
    var rest = compile[...]
    while let word = rest.popFirst() {
      guard names.contains(word), let value = rest.popFirst() else { continue }
      flags += [word, value]
    }
    return flags
  }
}
