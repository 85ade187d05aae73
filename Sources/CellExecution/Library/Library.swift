/// What the cells link: the package's library products and the cell runtime, built with
/// optimisation into one dynamic library.
package struct Library: Codable, Sendable {
  /// The state of the files that it was built from; nil while it is built, and if that failed.
  var fingerprint: String?
  /// The files that it was built from.
  var inputs: BuildInputs
  /// Tells this library from one with other code.
  package var key: String
  /// How a program is compiled and linked against it.
  package var plan: DriverPlan
  /// The modules of the package's library products.
  package var modules: [String]?
  /// What manifests can take from the package.
  package var offer: PackageOffer?
  /// The folder it was built in.
  package var place: String?
  /// The built files, each with its size and time, without which there is no library.
  package var products: [String: String]
}

/// A package as the manifests of others name it.
package struct PackageOffer: Codable, Sendable {
  /// What it may be called: its name, and that of its folder.
  package var names: [String]
  package var products: [String]

  /// Whether a manifest means this package.
  func isNamed(_ name: String) -> Bool {
    names.contains { $0.caseInsensitiveCompare(name) == .orderedSame }
  }
}
