import SourceModel

/// Something that a module offers: a type, a function, a property, ….
struct Symbol {
  /// What it is; the raw value is the heading above symbols of the kind.
  enum Kind: String, CaseIterable {
    case type = "Types"
    case enumCase = "Cases"
    case initializer = "Initialisers"
    case property = "Properties"
    case method = "Methods"
    case subscripting = "Subscripts"
    case operation = "Operators"
    case staticMember = "Static members"
    case function = "Functions"
    case alias = "Type aliases"

    /// The address of the heading; no symbol has two hyphens.
    var anchor: String { "kind--" + rawValue.replacing(" ", with: "-") }
  }

  var kind: Kind
  /// Its name with the labels of its parameters: `matmul(_:)`.
  var name: String
  /// Its declaration without its body.
  var declaration: String
  /// Its doc comment, as Markdown; empty if there is none.
  var documentation: String
  var location: SourceLocation
}

/// A type, or what a module adds to another module's type, with its members.
struct SymbolType {
  /// The type's name with those it is nested in: `Optimizer.Group`.
  let name: String
  /// The type itself; nil where the module only adds to it.
  var own: Symbol?
  /// Its members, in the order of files and lines.
  var members: [Symbol] = []
  /// The protocols that it conforms to, as they are written.
  var conformances: [String] = []
}

/// What a module offers.
struct SymbolModule {
  let name: String
  /// Its types, by their names.
  var types: [String: SymbolType] = [:]
  /// Its functions, operators and variables that aren't members.
  var functions: [Symbol] = []

  /// The names of its types; those of other modules' types that it adds to come last.
  var typeNames: [String] {
    types.keys.sorted {
      (types[$0]?.own == nil ? 1 : 0, $0.lowercased(), $0)
        < (types[$1]?.own == nil ? 1 : 0, $1.lowercased(), $1)
    }
  }

  /// All symbols, types among them.
  var symbols: [Symbol] {
    functions + types.values.flatMap { [$0.own].compactMap(\.self) + $0.members }
  }
}
