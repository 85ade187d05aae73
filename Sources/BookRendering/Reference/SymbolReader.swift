import ChapterModel
import SourceModel
import SwiftSyntax

/// Finds the public declarations of Swift sources.
final class SymbolReader: SyntaxVisitor {
  private var found: SymbolModule
  /// Types that the module keeps to itself.
  private var kept: Set<String> = []
  private var entered: [SyntaxIdentifier] = []
  private var path = ""
  private var converter = SourceLocationConverter(
    fileName: "", tree: SourceFileSyntax(statements: []))
  /// The types around the place, with whether their members are public without saying so.
  private var scopes: [(name: String, isOpen: Bool)] = []

  init(module name: String) {
    found = SymbolModule(name: name)
    super.init(viewMode: .sourceAccurate)
  }

  /// The symbols of all files that were read.
  var module: SymbolModule {
    var module = found
    module.types = module.types.filter { name, type in
      !kept.contains(name) && (type.own != nil || !type.members.isEmpty)
    }
    return module
  }

  /// Reads a source; files are best read in the order in which their symbols should come.
  func read(_ source: String, path: String) {
    let tree = SwiftTree.parse(source)
    self.path = path
    converter = SourceLocationConverter(fileName: path, tree: tree)
    scopes = []
    walk(tree)
  }

  // MARK: Types

  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(node, node.name)
  }
  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(node, node.name)
  }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(node, node.name)
  }
  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(node, node.name)
  }
  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(node, node.name, isOpen: true)
  }
  override func visitPost(_ node: StructDeclSyntax) { leave(node) }
  override func visitPost(_ node: ClassDeclSyntax) { leave(node) }
  override func visitPost(_ node: ActorDeclSyntax) { leave(node) }
  override func visitPost(_ node: EnumDeclSyntax) { leave(node) }
  override func visitPost(_ node: ProtocolDeclSyntax) { leave(node) }

  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
    let name = node.extendedType.trimmedDescription
    scopes.append((name, isPublic(node.modifiers)))
    conform(name, node.inheritanceClause)
    return .visitChildren
  }
  override func visitPost(_ node: ExtensionDeclSyntax) { scopes.removeLast() }

  private func enter(
    _ node: some DeclGroupSyntax & NamedDeclSyntax, _ name: TokenSyntax, isOpen: Bool = false
  ) -> SyntaxVisitorContinueKind {
    let full = (scopes.map(\.name) + [name.text]).joined(separator: ".")
    guard isOffered(node.modifiers) else {
      kept.insert(full)
      return .skipChildren
    }
    var bare = node
    bare.memberBlock = MemberBlockSyntax(
      leftBrace: .identifier(""), members: [], rightBrace: .identifier(""))
    let own = symbol(.type, full, bare, at: node)
    found.types[full, default: SymbolType(name: full)].own = own
    conform(full, node.inheritanceClause)
    scopes.append((name.text, isOpen))
    entered.append(node.id)
    return .visitChildren
  }

  private func leave(_ node: some DeclGroupSyntax) {
    guard entered.last == node.id else { return }
    entered.removeLast()
    scopes.removeLast()
  }

  private func conform(_ name: String, _ clause: InheritanceClauseSyntax?) {
    guard let clause, !name.isEmpty else { return }
    let names = clause.inheritedTypes.map(\.type.trimmedDescription)
    found.types[name]?.conformances += names
  }

  // MARK: Members

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    var bare = node
    bare.body = nil
    let isOperator = if case .identifier = node.name.tokenKind { false } else { true }
    let kind: Symbol.Kind =
      isOperator
      ? .operation
      : scopes.isEmpty ? .function : isStatic(node.modifiers) ? .staticMember : .method
    let labels = Self.labels(node.signature.parameterClause)
    return add(kind, isOperator ? node.name.text : node.name.text + labels, bare, at: node)
  }

  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    var bare = node
    bare.body = nil
    return add(.initializer, "init" + Self.labels(node.signature.parameterClause), bare, at: node)
  }

  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
    var bare = node
    bare.accessorBlock = nil
    return add(.subscripting, "subscript" + Self.labels(node.parameterClause), bare, at: node)
  }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    for binding in node.bindings {
      var bare = node
      var shown = binding
      shown.accessorBlock = nil
      if shown.typeAnnotation != nil { shown.initializer = nil }
      shown.trailingComma = nil
      bare.bindings = [shown]
      let kind: Symbol.Kind =
        scopes.isEmpty ? .function : isStatic(node.modifiers) ? .staticMember : .property
      _ = add(kind, binding.pattern.trimmedDescription, bare, at: node)
    }
    return .skipChildren
  }

  override func visit(_ node: EnumCaseDeclSyntax) -> SyntaxVisitorContinueKind {
    // Cases are as public as their enum, which is only read if it is.
    guard let name = scopes.last?.name, !name.isEmpty else { return .skipChildren }
    for element in node.elements {
      var bare = node
      var shown = element
      shown.trailingComma = nil
      bare.elements = [shown]
      append(symbol(.enumCase, element.name.text, bare, at: node))
    }
    return .skipChildren
  }

  override func visit(_ node: TypeAliasDeclSyntax) -> SyntaxVisitorContinueKind {
    add(.alias, node.name.text, node, at: node)
  }

  override func visit(_ node: AssociatedTypeDeclSyntax) -> SyntaxVisitorContinueKind {
    append(symbol(.alias, node.name.text, node, at: node))
    return .skipChildren
  }

  // What stands in functions and closures is nobody else's.
  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  private func add(
    _ kind: Symbol.Kind, _ name: String, _ bare: some DeclSyntaxProtocol & WithModifiersSyntax,
    at node: some DeclSyntaxProtocol & WithModifiersSyntax
  ) -> SyntaxVisitorContinueKind {
    if isOffered(node.modifiers) { append(symbol(kind, name, bare, at: node)) }
    return .skipChildren
  }

  private func append(_ symbol: Symbol) {
    let type = scopes.map(\.name).joined(separator: ".")
    if type.isEmpty {
      found.functions.append(symbol)
    } else {
      found.types[type, default: SymbolType(name: type)].members.append(symbol)
    }
  }

  // MARK: Parts of declarations

  private func symbol(
    _ kind: Symbol.Kind, _ name: String, _ bare: some DeclSyntaxProtocol,
    at node: some DeclSyntaxProtocol
  ) -> Symbol {
    let place = converter.location(for: node.positionAfterSkippingLeadingTrivia)
    return Symbol(
      kind: kind, name: name, declaration: Declaration.text(of: bare),
      documentation: DocMarkup.text(of: node.leadingTrivia),
      location: SourceLocation(file: path, line: place.line, column: place.column))
  }

  private func isOffered(_ modifiers: DeclModifierListSyntax) -> Bool {
    isPublic(modifiers)
      || (scopes.last?.isOpen ?? false)
        && !modifiers.contains { Self.hidden.contains($0.name.text) }
  }

  private static let hidden: Set<String> = ["private", "fileprivate", "internal", "package"]

  private func isPublic(_ modifiers: DeclModifierListSyntax) -> Bool {
    modifiers.contains { ["public", "open"].contains($0.name.text) && $0.detail == nil }
  }

  private func isStatic(_ modifiers: DeclModifierListSyntax) -> Bool {
    modifiers.contains { ["static", "class"].contains($0.name.text) }
  }

  private static func labels(_ clause: FunctionParameterClauseSyntax) -> String {
    "(" + clause.parameters.map { $0.firstName.text + ":" }.joined() + ")"
  }
}
