import SwiftSyntax

extension SwiftCode {
  /// The imports of one statement.
  package static func imports(in item: CodeBlockItemSyntax) -> [String] {
    switch item.item {
    case .decl(let declaration):
      if let plain = declaration.as(ImportDeclSyntax.self) { return [plain.trimmedDescription] }
      guard let condition = declaration.as(IfConfigDeclSyntax.self) else { return [] }
      let nested = condition.clauses.flatMap { clause -> [CodeBlockItemSyntax] in
        guard case .statements(let items)? = clause.elements else { return [] }
        return Array(items)
      }
      return nested.flatMap(imports).map { "#if canImport(\(moduleName(of: $0)))\n\($0)\n#endif" }
    default: return []
    }
  }

  /// `import struct Foundation.Data` is about Foundation.
  private static func moduleName(of text: String) -> Substring {
    let path = text.split(separator: " ").last ?? ""
    return path.split(separator: ".").first ?? path
  }
}

/// Looks for what keeps a statement of the top level from being over when the next begins.
final class OpenEnd: SyntaxVisitor {
  private var isFound = false

  static func isFound(in item: CodeBlockItemSyntax) -> Bool {
    if item.item.is(DeferStmtSyntax.self) { return true }
    let visitor = OpenEnd(viewMode: .sourceAccurate)
    visitor.walk(item)
    return visitor.isFound
  }

  override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind {
    isFound = true
    return .skipChildren
  }

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    if node.awaitKeyword != nil { isFound = true }
    return .visitChildren
  }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.modifiers.contains(where: { $0.name.text == "async" }) { isFound = true }
    return .visitChildren
  }

  // What stands in functions, closures and types waits for somebody to call it.
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    .skipChildren
  }
  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    .skipChildren
  }
  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    .skipChildren
  }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind {
    .skipChildren
  }
  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
    .skipChildren
  }
  override func visit(_ node: DeinitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    .skipChildren
  }
}
