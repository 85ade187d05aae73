import CellExecution
import ChapterModel
import Foundation

/// The package symbols of a package's library modules, from their sources.
package struct Reference {
  let modules: [SymbolModule]

  /// Reads the modules of a package's library products.
  ///
  /// - Parameter names: the modules; all, if there are none.
  /// - Throws: `ExecutionError` if the manifest can't be read, `ReferenceError` for a module that isn't
  ///   there.
  package init(of root: PackageRoot, modules names: [String]) async throws {
    let manifest = try await Manifest(of: root.url, with: Toolchain())
    let known = manifest.libraryTargets
    var modules: [SymbolModule] = []
    for name in names.isEmpty ? known.map(\.name) : names {
      guard let target = known.first(where: { $0.name == name }) else {
        throw ReferenceError.noModule(name, known.map(\.name))
      }
      let folder = root.url.appending(path: target.path ?? "Sources/\(name)")
      modules.append(try Self.module(name, in: folder, root: root))
    }
    self.modules = modules
  }

  init(modules: [SymbolModule]) { self.modules = modules }

  /// How many symbols there are, and how many of them have a doc comment.
  package var counts: (symbols: Int, documented: Int) {
    let symbols = modules.flatMap(\.symbols)
    return (symbols.count, symbols.count { !$0.documentation.isEmpty })
  }

  /// The package symbols of the Swift sources in a folder and those within it.
  static func module(_ name: String, in folder: URL, root: PackageRoot) throws
    -> SymbolModule
  {
    guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil),
      FileManager.default.fileExists(atPath: folder.path)
    else { throw ReferenceError.noSources(name, root.shownPath(folder)) }
    let reader = SymbolReader(module: name)
    let sources = files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    for file in sources.sorted(by: { $0.path < $1.path }) {
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      reader.read(text, path: root.shownPath(file))
    }
    return reader.module
  }
}

/// Why there is no reference.
package enum ReferenceError: Error, CustomStringConvertible {
  /// The package has no such module; those it has.
  case noModule(String, [String])
  /// A module's sources aren't where they should be.
  case noSources(String, String)

  /// One sentence, with what to do.
  package var description: String {
    switch self {
    case .noModule(let name, let known):
      known.isEmpty
        ? "error: the package has no library product, so there is nothing to document"
        : "error: no library product has a module '\(name)'; there are \(known.joined(separator: ", "))"
    case .noSources(let name, let path):
      "error: the sources of '\(name)' aren't in '\(path)'; say in Package.swift where they are"
    }
  }
}
