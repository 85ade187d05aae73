import Foundation

/// What the package manager says of the package: its library products, and the packages it takes
/// from folders beside it.
package struct Manifest: Decodable {
  package struct Product: Decodable {
    package var name: String
    var isLibrary: Bool
    package var targets: [String]

    package enum CodingKeys: CodingKey { case name, type, targets }
    enum TypeKeys: CodingKey { case library }

    package init(from decoder: any Decoder) throws {
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
  package struct Target: Decodable {
    struct Provider: Decodable {
      var apt: [[String]]?
    }
    package var name: String
    /// `regular`, `test`, `plugin`, `macro`, `system` …
    package var type: String?
    /// Where its sources are, if the manifest says so.
    package var path: String?
    var exclude: [String]?
    var resources: [Resource]?
    var dependencies: [Reference]
    var pluginUsages: [Reference]?
    package var settings: [Setting]?
    var pkgConfig: String?
    var providers: [Provider]?
  }

  /// A file or folder that is taken as it is.
  package struct Resource: Decodable {
    package var path: String
  }

  /// Another target or a product, by its name.
  package struct Reference: Decodable {
    package var name: String

    /// It is written `{"byName": ["Name", …]}`, and with another key for each kind.
    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Kind.self)
      guard let kind = container.allKeys.first else {
        name = ""
        return
      }
      var parts = try container.nestedUnkeyedContainer(forKey: kind)
      name = try parts.decode(String.self)
    }

    private struct Kind: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
  }

  /// A setting of the build; of interest is where else it looks for headers.
  package struct Setting: Decodable {
    package struct Kind: Decodable {
      var headerSearchPath: Value?
    }
    package struct Value: Decodable {
      package var path: String
      package enum CodingKeys: String, CodingKey { case path = "_0" }
    }
    package var kind: Kind
  }

  package var name: String
  package var products: [Product]
  package var targets: [Target]
  var dependencies: [Dependency]

  /// The names of the library products.
  var libraries: [String] { products.filter(\.isLibrary).map(\.name) }
  /// The modules of those products.
  package var modules: [String] {
    products.filter(\.isLibrary).flatMap(\.targets).map { $0.replacing("-", with: "_") }
  }
  /// The targets of those products.
  package var libraryTargets: [Target] {
    var names: [String] = []
    for name in products.filter(\.isLibrary).flatMap(\.targets) where !names.contains(name) {
      names.append(name)
    }
    return names.compactMap { name in targets.first { $0.name == name } }
  }
  /// The folders of the packages it takes by path.
  package var folders: [String] { dependencies.flatMap { $0.fileSystem ?? [] }.map(\.path) }

  /// Reads a package's manifest.
  ///
  /// - Parameter scratch: The package in whose build folder SwiftPM keeps what it needs.
  /// - Throws: `ExecutionError.manifest`.
  package init(of folder: URL, with toolchain: Toolchain, scratch: String? = nil) async throws {
    // A folder of its own: called as a plugin, we run while the package's own is locked.
    let scratch = (scratch ?? folder.path) + "/.build/chapters/manifest"
    let outcome = try await Tool.run(
      toolchain.tool("swift"),
      ["package", "--package-path", folder.path, "--scratch-path", scratch, "dump-package"],
      mergingErrors: false)
    guard outcome.succeeded else { throw ExecutionError.manifest(outcome.output) }
    self = try JSONDecoder().decode(Manifest.self, from: Data(outcome.output.utf8))
  }
}
