import CellProgram
import Foundation

/// The names that the package's modules offer to others.
package struct PublicSymbols: Codable, Sendable {
  /// Types and protocols, without the types around them.
  package var types: Set<String> = []
  /// What types have, by the types' names: those of other modules that the package extends among them.
  package var members: [String: Set<String>] = [:]
  /// Everything that can be called or read, without labels.
  package var values: Set<String> = []
  /// What of that is no member of a type.
  package var free: Set<String> = []

  /// The names with labels that functions have, by their names without; initialisers by `Type.init`.
  package var signatures: [String: Set<String>] = [:]

  /// The path of each, as documentation links to it: `Point/scaled(times:around:)`.
  package var paths: Set<String> = []
  /// The modules.
  package var modules: [String] = []

  package init() {}

  /// Whether a type, function or member of some name is the package's.
  package func offers(_ name: String) -> Bool { types.contains(name) || values.contains(name) }

  /// Whether the package adds members to a type of others: `String`, `[Int]`, `ClosedRange<Int>`.
  func isExtending(_ type: String) -> Bool {
    let isCollection =
      type.hasPrefix("[")
      || [
        "Array", "ArraySlice", "Set", "Dictionary", "Range", "ClosedRange", "String", "Substring",
      ]
      .contains(type)
    let protocols = isCollection ? ["Sequence", "Collection", "BidirectionalCollection"] : []
    let base = type.hasPrefix("[") ? "Array" : type
    return ([base] + protocols).contains { !types.contains($0) && members[$0]?.isEmpty == false }
  }

  mutating func add(path: [String], kind: String) {
    guard let last = path.last else { return }
    paths.insert(path.joined(separator: "/"))
    let name = String(last.prefix { $0 != "(" })
    let isType = [
      "swift.struct", "swift.class", "swift.enum", "swift.protocol", "swift.actor",
      "swift.typealias", "swift.associatedtype",
    ].contains(kind)
    if isType { types.insert(name) } else { values.insert(name) }
    if path.count == 1 { free.insert(name) }
    if last.hasSuffix(")") {
      let owner = name == "init" ? path.dropLast().last.map { $0 + "." } ?? "" : ""
      signatures[owner + name, default: []].insert(last)
    }
    if path.count > 1 { members[path[path.count - 2], default: []].insert(name) }
  }
}

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
    try? JSONEncoder().encode(Kept(key: library.key, symbols: symbols))
      .write(to: file, options: .atomic)
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
