import CellExecution
import Foundation
import SourceModel

/// Where a reference that has been written says something of a symbol, for pages that are rendered after it.
package struct SymbolAddresses: Sendable {
  package static let fileName = "symbols.json"

  /// A symbol's place in its source, and where the reference has it.
  private struct Entry: Codable {
    var file: String
    var line: Int
    var address: String
  }

  /// By module, types and name; several where declarations differ in their types alone.
  private var entries: [String: [Entry]] = [:]

  /// Reads what was written beside a reference's pages; nothing where there is none.
  package init(of reference: URL) {
    let data = try? Data(contentsOf: reference.appending(path: Self.fileName))
    entries = data.flatMap { try? JSONDecoder().decode([String: [Entry]].self, from: $0) } ?? [:]
  }

  init(_ reference: Reference, _ addresses: ReferenceAddresses) {
    for module in reference.modules {
      add(module.functions, of: module, path: [], on: addresses.functions(of: module))
      for type in module.types.values {
        let (page, path) = (addresses.page(type.name, in: module), [type.name])
        if let own = type.own { add(own, of: module, path: path, at: page) }
        add(type.members, of: module, path: path, on: page)
      }
    }
  }

  private mutating func add(
    _ symbols: [Symbol], of module: SymbolModule, path: [String], on page: String
  ) {
    for (symbol, anchor) in ReferenceAddresses.anchored(symbols) {
      guard let symbol else { continue }
      add(symbol, of: module, path: path + [symbol.name], at: "\(page)#\(anchor)")
    }
  }

  private mutating func add(
    _ symbol: Symbol, of module: SymbolModule, path: [String], at address: String
  ) {
    let key = ([module.name] + path).joined(separator: " ")
    entries[key, default: []].append(
      Entry(file: symbol.location.file, line: symbol.location.line, address: address))
  }

  var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(entries)).map { Array($0) } ?? []
  }

  /// Where the reference has what a note is about, as an address in a page of the site beside which it lies.
  ///
  /// - Returns: nil if it doesn't have it.
  package func address(of note: ChapterNames.Note, from page: String) -> String? {
    address(of: note).map { address in
      let parts = address.split(separator: "#", maxSplits: 1)
      let file = SiteMap.address(of: "reference/\(parts[0])", from: page)
      return parts.count == 1 ? file : "\(file)#\(parts[1].description.escapedForAddress)"
    }
  }

  /// Where the reference has what a note is about: the page, and the place in it, from the reference's folder.
  ///
  /// - Returns: nil if it doesn't have it.
  func address(of note: ChapterNames.Note) -> String? {
    let types = note.path.dropLast().joined(separator: ".")
    let name = note.path.last.map { Self.operatorName($0) } ?? ""
    let key = [note.module, types, name].filter { !$0.isEmpty }.joined(separator: " ")
    guard let found = entries[key] else { return nil }
    let exact = found.first { entry in
      entry.line == note.line && (note.file?.hasSuffix("/" + entry.file) ?? false)
    }
    return (exact ?? found.first)?.address
  }

  /// The reference names operators without the places of their operands.
  private static func operatorName(_ name: String) -> String {
    let sign = name.prefix { $0 != "(" }
    return sign.contains { $0.isLetter || $0 == "_" } ? name : String(sign)
  }
}
