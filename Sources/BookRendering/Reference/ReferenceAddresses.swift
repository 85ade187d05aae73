import ChapterModel
import SourceModel

/// Where symbols stand in a reference's pages.
struct ReferenceAddresses {
  private var pages: [String: String] = [:]
  private var names: [String: String] = [:]

  init(_ reference: Reference) {
    var unique = UniqueNames(besides: ["index.html"], ignoringCase: true)
    for module in reference.modules {
      for name in module.types.keys.sorted() + ["functions"] {
        pages["\(module.name) \(name)"] = unique.next(
          "\(module.name).\(Self.plain(name))", ending: ".html")
      }
      add(module)
    }
  }

  private mutating func add(_ module: SymbolModule) {
    // Of several types, the first by name has a member that is asked for without its type.
    for (name, type) in module.types.sorted(by: { $0.key < $1.key }) {
      let page = page(name, in: module)
      names["\(module.name) \(name)"] = page
      names[name] = names[name] ?? page
      for (member, anchor) in Self.anchored(type.members) {
        guard let member else { continue }
        let address = "\(page)#\(anchor)"
        for key in ["\(name)/\(member.name)", "\(module.name) \(member.name)"] {
          names[key] = names[key] ?? address
        }
      }
    }
    for (function, anchor) in Self.anchored(module.functions) {
      guard let function else { continue }
      names["\(module.name) \(function.name)"] = "\(functions(of: module))#\(anchor)"
    }
  }

  /// The symbols of a page by their kinds, each with its address within the page; before those of a
  /// kind comes its heading, which is no symbol.
  static func anchored(_ symbols: [Symbol]) -> [(symbol: Symbol?, anchor: String)] {
    var anchors = Anchors()
    return Symbol.Kind.allCases.flatMap { kind -> [(symbol: Symbol?, anchor: String)] in
      let own = symbols.filter { $0.kind == kind }
      guard !own.isEmpty else { return [] }
      return [(nil, kind.anchor)] + own.map { ($0, anchors.next($0.name)) }
    }
  }

  /// The page of a type.
  func page(_ type: String, in module: SymbolModule) -> String {
    pages["\(module.name) \(type)"] ?? ""
  }

  /// The page of a module's functions.
  func functions(of module: SymbolModule) -> String { pages["\(module.name) functions"] ?? "" }

  /// The address of a symbol that a doc comment speaks of: `Type`, `name(label:)`, `Type/member`; nil
  /// if there is none.
  ///
  /// - Parameter type: The type whose page has the comment: its own members come before those of others.
  func address(of name: String, from module: SymbolModule, in type: String?) -> String? {
    let address =
      type.flatMap { names["\($0)/\(name)"] } ?? names["\(module.name) \(name)"] ?? names[name]
      ?? names[name.replacing(".", with: "/")]
    return address?.split(separator: "#").map { String($0).escapedForAddress }.joined(
      separator: "#")
  }

  /// A name in which only letters, digits, points and hyphens are left.
  static func plain(_ name: String) -> String {
    let text = name.map { character in
      character.isLetter || character.isNumber || character == "." || character == "_"
        ? character : "-"
    }
    return String(text)
  }

  /// Addresses within a page: no two are the same.
  struct Anchors {
    private var unique = UniqueNames(ignoringCase: true)

    mutating func next(_ name: String) -> String {
      // An operator has no letters; its signs are named by their numbers.
      let base =
        name.contains { $0.isLetter }
        ? ReferenceAddresses.plain(name)
        : "operator" + name.unicodeScalars.map { "-" + String($0.value, radix: 16) }.joined()
      return unique.next(base)
    }
  }
}
