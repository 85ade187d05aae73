import Foundation

/// What the package manager says of the package: its library products, and the packages it takes
/// from folders beside it.
struct Manifest: Decodable {
  struct Product: Decodable {
    var name: String
    var isLibrary: Bool
    var targets: [String]

    enum CodingKeys: CodingKey { case name, type, targets }
    enum TypeKeys: CodingKey { case library }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode(String.self, forKey: .name)
      targets = try container.decode([String].self, forKey: .targets)
      isLibrary = try container.nestedContainer(keyedBy: TypeKeys.self, forKey: .type)
        .contains(.library)
    }
  }

  struct Dependency: Decodable {
    struct Folder: Decodable { var path: String }
    var fileSystem: [Folder]?
  }

  /// A target; of those that the system provides, how to get them.
  struct Target: Decodable {
    struct Provider: Decodable {
      var apt: [[String]]?
    }
    var name: String
    /// Where its sources are, if the manifest says so.
    var path: String?
    var pkgConfig: String?
    var providers: [Provider]?
  }

  var products: [Product]
  var targets: [Target]
  var dependencies: [Dependency]

  /// The names of the library products.
  var libraries: [String] { products.filter(\.isLibrary).map(\.name) }
  /// The modules of those products.
  var modules: [String] {
    products.filter(\.isLibrary).flatMap(\.targets).map { $0.replacing("-", with: "_") }
  }
  /// The targets of those products.
  var libraryTargets: [Target] {
    var names: [String] = []
    for name in products.filter(\.isLibrary).flatMap(\.targets) where !names.contains(name) {
      names.append(name)
    }
    return names.compactMap { name in targets.first { $0.name == name } }
  }
  /// The folders of the packages it takes by path.
  var folders: [String] { dependencies.flatMap { $0.fileSystem ?? [] }.map(\.path) }

  /// Reads a package's manifest.
  ///
  /// - Throws: `ExecutionError.manifest`.
  init(of folder: URL, with toolchain: Toolchain) async throws {
    // A folder of its own: called as a plugin, we run while the package's own is locked.
    let scratch = folder.appending(path: ".build/chapters/manifest").path
    let outcome = try await Tool.run(
      toolchain.tool("swift"),
      ["package", "--package-path", folder.path, "--scratch-path", scratch, "dump-package"],
      mergingErrors: false)
    guard outcome.succeeded else { throw ExecutionError.manifest(outcome.output) }
    self = try JSONDecoder().decode(Manifest.self, from: Data(outcome.output.utf8))
  }
}
