import SwiftSyntax

/// Collects the names that code speaks of, without those that it binds around the place: parameters,
/// local variables, members of the type it stands in.
final class UsedNames: SyntaxAnyVisitor {
  private(set) var names: Set<String> = []
  /// What is bound, scope by scope, the innermost last.
  private var bound: [Set<String>] = []

  override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
    if Self.isScope(node) { bound.append(Self.members(of: node)) }
    bind(node)
    use(node)
    return .visitChildren
  }

  override func visitAnyPost(_ node: Syntax) {
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
  private static func members(of node: Syntax) -> Set<String> {
    let declarations =
      node.as(MemberBlockSyntax.self)?.members.map(\.decl)
      ?? node.as(SourceFileSyntax.self)?.statements.compactMap { item in
        if case .decl(let declaration) = item.item { declaration } else { nil }
      } ?? []
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
    if let name = node.as(IdentifierPatternSyntax.self) { insert(name.identifier) }
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

  private func use(_ node: Syntax) {
    var name: TokenSyntax?
    if let reference = node.as(DeclReferenceExprSyntax.self) {
      // `member` in `value.member` is nobody's but the value's.
      let access = reference.parent?.as(MemberAccessExprSyntax.self)
      if access?.declName.id != reference.id { name = reference.baseName }
    } else if let type = node.as(IdentifierTypeSyntax.self) {
      name = type.name
    } else if let macro = node.as(MacroExpansionExprSyntax.self) {
      name = macro.macroName
    }
    guard let name = name?.plainText, !bound.contains(where: { $0.contains(name) }) else { return }
    names.insert(name)
  }
}
