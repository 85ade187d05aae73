import SwiftSyntax

/// Collects the names that code speaks of, without those that it binds around the place: parameters,
/// local variables, members of the type it stands in.
final class UsedNames: SyntaxAnyVisitor {
  /// A place at which code speaks of a name as a value.
  struct Mention {
    let name: String
    let node: Syntax
  }

  private(set) var names: Set<String> = []
  /// The places where names of values are used; those of types aren't among them.
  private(set) var mentions: [Mention] = []
  /// Whether what the file itself declares at its top level counts as bound.
  private let knowsTopLevel: Bool
  /// What is bound, scope by scope, the innermost last.
  private var bound: [Set<String>] = []

  init(knowingTopLevel knows: Bool = true) {
    knowsTopLevel = knows
    super.init(viewMode: .sourceAccurate)
  }

  override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
    if Self.isScope(node) { bound.append(members(of: node)) }
    bind(node)
    use(node)
    return .visitChildren
  }

  override func visitAnyPost(_ node: Syntax) {
    bindAfterwards(node)
    if Self.isScope(node) { bound.removeLast() }
  }

  private static func isScope(_ node: Syntax) -> Bool {
    switch node.kind {
    case .sourceFile, .codeBlock, .closureExpr, .functionDecl, .initializerDecl, .subscriptDecl,
      .accessorDecl, .memberBlock, .forStmt, .ifExpr, .whileStmt, .switchCase, .catchClause,
      .structDecl, .classDecl, .enumDecl, .actorDecl, .protocolDecl, .typeAliasDecl:
      true
    default: false
    }
  }

  /// What a whole scope knows from its beginning: a file and a type their declarations.
  private func members(of node: Syntax) -> Set<String> {
    if node.is(CatchClauseSyntax.self) { return ["error"] }
    if node.is(AccessorDeclSyntax.self) { return ["newValue", "oldValue"] }
    var statements = node.as(SourceFileSyntax.self)?.statements
    if !knowsTopLevel { statements = nil }
    // A block's functions and types are known before they are declared; its variables aren't.
    let local =
      node.as(CodeBlockSyntax.self)?.statements ?? node.as(ClosureExprSyntax.self)?.statements
    func declarations(_ items: CodeBlockItemListSyntax?) -> [DeclSyntax] {
      (items ?? []).compactMap {
        if case .decl(let declaration) = $0.item { declaration } else { nil }
      }
    }
    let declarations =
      node.as(MemberBlockSyntax.self)?.members.map(\.decl)
      ?? declarations(statements)
      + declarations(local).filter { !$0.is(VariableDeclSyntax.self) }
    return Set(
      declarations.flatMap { declaration -> [String] in
        if let variable = declaration.as(VariableDeclSyntax.self) {
          return variable.bindings.flatMap { SwiftCode.names(in: $0.pattern) }
        }
        if let cases = declaration.as(EnumCaseDeclSyntax.self) {
          return cases.elements.map(\.name.plainText)
        }
        return declaration.asProtocol((any NamedDeclSyntax).self).map { [$0.name.plainText] } ?? []
      })
  }

  private func bind(_ node: Syntax) {
    guard !bound.isEmpty else { return }
    func insert(_ names: TokenSyntax?...) {
      bound[bound.count - 1].formUnion(names.compactMap { $0?.plainText })
    }
    // What the top level declares is known from its beginning.
    if let name = node.as(IdentifierPatternSyntax.self), !isDeclaredAfterwards(name) {
      insert(name.identifier)
    }
    if let parameter = node.as(FunctionParameterSyntax.self) {
      insert(parameter.secondName ?? parameter.firstName)
    }
    if let parameter = node.as(ClosureParameterSyntax.self) {
      insert(parameter.secondName ?? parameter.firstName)
    }
    if let parameter = node.as(ClosureShorthandParameterSyntax.self) { insert(parameter.name) }
    if let capture = node.as(ClosureCaptureSyntax.self), capture.initializer != nil {
      insert(capture.name)
    }
    if let parameter = node.as(GenericParameterSyntax.self) { insert(parameter.name) }
  }

  /// Whether a name is known only behind its initial value, in which it may stand for another.
  private func isDeclaredAfterwards(_ name: IdentifierPatternSyntax) -> Bool {
    name.parent?.is(PatternBindingSyntax.self) == true
      || name.parent?.is(OptionalBindingConditionSyntax.self) == true
  }

  private func bindAfterwards(_ node: Syntax) {
    let pattern =
      node.as(PatternBindingSyntax.self)?.pattern
      ?? node.as(OptionalBindingConditionSyntax.self)?.pattern
    guard let name = pattern?.as(IdentifierPatternSyntax.self)?.identifier, !bound.isEmpty else {
      return
    }
    // A member is bound by its type, and at the top level a variable may be spoken of above.
    if bound.count == 1, !knowsTopLevel { return }
    bound[bound.count - 1].insert(name.plainText)
  }

  private func use(_ node: Syntax) {
    var name: TokenSyntax?
    var isValue = false
    if let reference = node.as(DeclReferenceExprSyntax.self) {
      // `member` in `value.member` is nobody's but the value's.
      let access = reference.parent?.as(MemberAccessExprSyntax.self)
      let isMember =
        access?.declName.id == reference.id
        || reference.parent?.is(KeyPathPropertyComponentSyntax.self) == true
      if !isMember { (name, isValue) = (reference.baseName, true) }
    } else if let binding = node.as(OptionalBindingConditionSyntax.self), binding.initializer == nil
    {
      // `if let name` says its value too.
      name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier
      isValue = true
    } else if let type = node.as(IdentifierTypeSyntax.self) {
      name = type.name
    } else if let macro = node.as(MacroExpansionExprSyntax.self) {
      name = macro.macroName
    }
    guard let name = name?.plainText, !bound.contains(where: { $0.contains(name) }) else { return }
    names.insert(name)
    if isValue { mentions.append(Mention(name: name, node: node)) }
  }
}
