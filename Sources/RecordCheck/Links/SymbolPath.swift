import CellExecution

/// A link to a symbol, as DocC reads it: `Point/scaled(times:around:)`, with or without the module before it, labels
/// and what tells it from others of its name.
struct SymbolPath {
  private let components: [String]

  /// - Returns: nil for what can't be a path.
  init?(_ text: String) {
    guard var components = Self.components(of: text) else { return nil }
    if components.count > 1, components[0] == "documentation" { components.removeFirst() }
    self.components = components
  }

  /// The names of a path, each without what tells it from others. The last may be an operator's, in which slashes are
  /// no borders: `Point//=(_:_:)`.
  private static func components(of path: String) -> [String]? {
    var components: [String] = []
    var rest = path[...]
    if rest.first == "/", rest.dropFirst().first?.beginsName == true { rest.removeFirst() }
    while let first = rest.first {
      guard first.beginsName else {
        guard let name = operatorName(rest) else { return nil }
        return components + [name]
      }
      let component = rest.prefix { $0 != "/" }
      components.append(withoutSuffix(String(component)))
      rest = rest[component.endIndex...].dropFirst()
    }
    return components.isEmpty ? nil : components
  }

  /// `-(_:_:)-22pw2`, `+-7abc4`: an operator with labels or without them.
  private static func operatorName(_ text: Substring) -> String? {
    let sign = text.prefix { !$0.beginsName && !$0.isNumber && !$0.isWhitespace && $0 != "(" }
    let rest = text[sign.endIndex...]
    guard !sign.isEmpty, let next = rest.first else { return sign.isEmpty ? nil : String(sign) }
    if next == "(" { return rest.firstIndex(of: ")").map { String(text[...$0]) } }
    return sign.count > 1 && sign.last == "-" ? String(sign.dropLast()) : nil
  }

  /// The name to which it leads, without labels but for an initialiser's.
  var name: String {
    let last = components.last ?? ""
    return last.hasPrefix("init(") ? last : String(last.prefix { $0 != "(" })
  }

  /// The link without what tells it from others.
  var text: String { components.joined(separator: "/") }

  /// `name-swift.method`, `name-7abc4`, `name-(Int)->String`.
  private static func withoutSuffix(_ component: String) -> String {
    guard component.contains("-") else { return component }
    return component.replacing(
      #/(-((swift\.)?(type\.|func\.|enum\.)?(struct|class|enum|protocol|method|property|subscript|case|init|func|op|var|typealias|macro|actor|associatedtype)(-[0-9a-z]+)?|[0-9a-z]{4,7}|\(.*)|->.*)$/#,
      with: "")
  }

  /// Whether there is such a symbol in the package, or in one that a page is about.
  func leads(to symbols: PublicSymbols, from pages: [String]) -> Bool {
    let isModule = symbols.modules.contains(components[0])
    if isModule, components.count == 1 { return true }
    var readings = [components]
    if isModule || ["Swift", "Foundation"].contains(components[0]) {
      readings.append(Array(components.dropFirst()))
      // What a module adds to another's type stands below both modules' names.
      if components.count > 2, symbols.modules.contains(components[1]) {
        readings.append(Array(components.dropFirst(2)))
      }
    }
    // From a symbol's page links lead to what it has, and to what stands beside it and what is around it.
    for page in pages.compactMap(Self.init) {
      let around = Array(page.components.drop(while: symbols.modules.contains))
      readings += around.indices.map { around[...$0] + components }
    }
    return readings.contains { reading in
      // Most paths are told apart by their beginning, without taking them to pieces.
      let start = String(reading[0].prefix { $0 != "(" })
      return symbols.paths.contains { $0.hasPrefix(start) && Self.fits(reading, $0) }
    }
  }

  /// Whether a link leads to a symbol; labels may be left out.
  private static func fits(_ link: [String], _ path: String) -> Bool {
    guard let last = link.last, let names = components(of: path), names.count == link.count else {
      return false
    }
    return zip(link.dropLast(), names).allSatisfy { $0 == $1 }
      && (last == names.last
        || !last.contains("(") && names.last?.prefix { $0 != "(" } == last[...])
  }
}

extension Character {
  /// Whether names begin with it, and no operator does.
  fileprivate var beginsName: Bool { isLetter || self == "_" }
}
