import ChapterModel
import SwiftSyntax

/// The names by which a cell's code hangs together with that of other cells.
package struct CellNames: Sendable {
  /// What it declares at the top level.
  package private(set) var declared: Set<String> = []
  /// Variables among that: what other cells do to them counts.
  package private(set) var variables: Set<String> = []
  /// What it speaks of and doesn't declare itself, types that it extends among it.
  package let used: Set<String>
  /// The types that its literals have unless something else is asked for: it speaks of them without their names.
  package let literalTypes: Set<String>
  /// Types of others that it extends.
  package private(set) var extended: Set<String> = []
  /// What a program may declare only once: names, functions with their labels, members of
  /// extensions.
  package private(set) var unique: Set<String> = []

  private static let known = CodeCache<CellNames>()

  package init(_ code: String) { self = Self.known.value(for: code) { CellNames(reading: $0) } }

  private init(reading code: String) {
    let tree = SwiftTree.parse(code)
    let visitor = UsedNames()
    visitor.walk(tree)
    used = visitor.names
    let literals = LiteralTypes(viewMode: .sourceAccurate)
    literals.walk(tree)
    literalTypes = literals.names
    Self.items(tree.statements).forEach { add($0) }
  }

  private final class LiteralTypes: SyntaxAnyVisitor {
    private(set) var names: Set<String> = []

    override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
      switch node.kind {
      case .arrayExpr: names.insert("Array")
      case .dictionaryExpr: names.insert("Dictionary")
      case .stringLiteralExpr: names.insert("String")
      case .integerLiteralExpr: names.insert("Int")
      case .floatLiteralExpr: names.insert("Double")
      case .booleanLiteralExpr: names.insert("Bool")
      default: break
      }
      return .visitChildren
    }
  }

  /// Whether code of some words means the same with and without the cell: it declares none of them, and
  /// adds no protocol to a type.
  package func declaresNothing(of words: Set<String>) -> Bool {
    declared.isDisjoint(with: words)
      && !unique.contains { name in
        let parts = name.split(whereSeparator: { ".(:".contains($0) })
        return name.contains(": ") || parts.contains { words.contains(String($0)) }
      }
  }

  /// The members of types that some statements declare and extend, as `Type.member`, functions without
  /// their labels.
  package static func members(in statements: CodeBlockItemListSyntax) -> Set<String> {
    var found: Set<String> = []
    for item in items(statements) {
      guard let group = item.item.asProtocol((any DeclGroupSyntax).self) else { continue }
      let type =
        item.item.as(ExtensionDeclSyntax.self)?.extendedType.trimmedDescription
        ?? item.item.asProtocol((any NamedDeclSyntax).self)?.name.plainText ?? ""
      for member in group.memberBlock.members {
        if let variable = member.decl.as(VariableDeclSyntax.self) {
          let names = variable.bindings.flatMap { SwiftCode.names(in: $0.pattern) }
          found.formUnion(names.map { "\(type).\($0)" })
        } else if let named = member.decl.asProtocol((any NamedDeclSyntax).self) {
          found.insert("\(type).\(named.name.plainText)")
        }
      }
    }
    return found
  }

  /// Statements, those within `#if` among them.
  private static func items(_ statements: CodeBlockItemListSyntax) -> [CodeBlockItemSyntax] {
    statements.flatMap { item -> [CodeBlockItemSyntax] in
      guard case .decl(let declaration) = item.item,
        let condition = declaration.as(IfConfigDeclSyntax.self)
      else { return [item] }
      return condition.clauses.flatMap { clause -> [CodeBlockItemSyntax] in
        guard case .statements(let nested)? = clause.elements else { return [] }
        return items(nested)
      }
    }
  }

  private mutating func add(_ item: CodeBlockItemSyntax) {
    switch item.item {
    case .decl(let declaration):
      if let variable = declaration.as(VariableDeclSyntax.self) {
        add(variables: variable.bindings.flatMap { SwiftCode.names(in: $0.pattern) })
      } else if let extended = declaration.as(ExtensionDeclSyntax.self) {
        add(extended)
      } else if let function = declaration.as(FunctionDeclSyntax.self) {
        declared.insert(function.name.plainText)
        // Operators are there to be overloaded.
        if case .identifier = function.name.tokenKind { unique.insert(function.fullName) }
      } else if let named = declaration.asProtocol((any NamedDeclSyntax).self) {
        declared.insert(named.name.plainText)
        unique.insert(named.name.plainText)
        let group = declaration.asProtocol((any DeclGroupSyntax).self)
        if let group { add(group.memberBlock.members, of: named.name.plainText) }
      }
    case .stmt(let statement):
      guard let condition = statement.as(GuardStmtSyntax.self)?.conditions else { return }
      add(
        variables: condition.compactMap { $0.condition.as(OptionalBindingConditionSyntax.self) }
          .flatMap { SwiftCode.names(in: $0.pattern) })
    case .expr: break
    }
  }

  private mutating func add(variables names: [String]) {
    for list in [\Self.declared, \Self.variables, \Self.unique] {
      self[keyPath: list].formUnion(names)
    }
  }

  private mutating func add(_ declaration: ExtensionDeclSyntax) {
    let type = declaration.extendedType.trimmedDescription
    extended.insert(type.split(separator: ".").first.map(String.init) ?? type)
    for inherited in declaration.inheritanceClause?.inheritedTypes ?? [] {
      unique.insert("\(type): \(inherited.type.trimmedDescription)")
    }
    add(declaration.memberBlock.members, of: type)
  }

  private mutating func add(_ members: MemberBlockItemListSyntax, of type: String) {
    for member in members {
      if let function = member.decl.as(FunctionDeclSyntax.self) {
        unique.insert("\(type).\(function.fullName)")
      } else if let variable = member.decl.as(VariableDeclSyntax.self) {
        let names = variable.bindings.flatMap { SwiftCode.names(in: $0.pattern) }
        unique.formUnion(names.map { "\(type).\($0)" })
      } else if let named = member.decl.asProtocol((any NamedDeclSyntax).self) {
        unique.insert("\(type).\(named.name.plainText)")
      }
    }
  }
}

extension FunctionDeclSyntax {
  /// `name(label:_:)`
  fileprivate var fullName: String {
    let labels = signature.parameterClause.parameters.map { $0.firstName.text + ":" }
    return "\(name.plainText)(\(labels.joined()))"
  }
}

extension TokenSyntax {
  /// The name without backticks.
  var plainText: String { identifier?.name ?? text }
}
