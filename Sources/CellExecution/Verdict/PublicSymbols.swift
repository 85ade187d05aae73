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
