import SourceModel
import SwiftSyntax

/// A variable of a cell's top level.
struct TopLevelVariable: Sendable {
  let name: String
  /// Where its name stands, in bytes.
  let offset: Int
  /// Where the statement that gives it its value ends.
  let end: Int
  /// Whether it keeps that value.
  let isConstant: Bool
  let place: SourcePosition
}

extension TopLevelVariable {
  /// The variables that some statements declare, those within `#if` among them; not those that are
  /// computed whenever they are asked for.
  static func all(
    in statements: CodeBlockItemListSyntax, _ converter: SourceLocationConverter
  ) -> [TopLevelVariable] {
    statements.flatMap { item -> [TopLevelVariable] in
      if let condition = item.item.as(IfConfigDeclSyntax.self) {
        return condition.clauses.flatMap { clause -> [TopLevelVariable] in
          guard case .statements(let nested)? = clause.elements else { return [] }
          return all(in: nested, converter)
        }
      }
      let (patterns, isConstant) = declared(by: item)
      return patterns.flatMap(identifiers).map { token in
        let location = converter.location(for: token.positionAfterSkippingLeadingTrivia)
        return TopLevelVariable(
          name: token.plainText, offset: token.positionAfterSkippingLeadingTrivia.utf8Offset,
          end: item.endPositionBeforeTrailingTrivia.utf8Offset, isConstant: isConstant,
          place: SourcePosition(line: location.line, column: location.column))
      }
    }
  }

  private static func declared(by item: CodeBlockItemSyntax) -> ([PatternSyntax], Bool) {
    if let variables = item.item.as(VariableDeclSyntax.self) {
      let stored = variables.bindings.filter { $0.initializer != nil || $0.accessorBlock == nil }
      return (stored.map(\.pattern), variables.bindingSpecifier.tokenKind == .keyword(.let))
    }
    guard let statement = item.item.as(GuardStmtSyntax.self) else { return ([], true) }
    let bindings = statement.conditions.compactMap {
      $0.condition.as(OptionalBindingConditionSyntax.self)
    }
    return (
      bindings.map(\.pattern),
      bindings.allSatisfy { $0.bindingSpecifier.tokenKind == .keyword(.let) }
    )
  }

  private static func identifiers(_ pattern: PatternSyntax) -> [TokenSyntax] {
    if let name = pattern.as(IdentifierPatternSyntax.self) { return [name.identifier] }
    guard let tuple = pattern.as(TuplePatternSyntax.self) else { return [] }
    return tuple.elements.flatMap { identifiers($0.pattern) }
  }
}

/// A place at which a cell speaks of a value that it, or a function around it, doesn't declare itself.
struct FreeMention: Sendable {
  let name: String
  /// The offsets of its bytes in the source.
  let range: Range<Int>
  let place: SourcePosition
  /// Where it stands in a function or closure, which somebody may call when the value isn't there yet.
  let body: Body?
  /// The types around it whose members come first.
  let types: [String]
  /// Whether one of those may have members that no cell declares.
  let hasUnknownMembers: Bool

  /// How to watch a place in a body: in a statement before the one there, or around the mention itself.
  struct Body: Sendable {
    /// Where the statement begins; nil in a parameter's or a property's own value.
    var statement: Int?
    /// Whether the statement is an expression that is returned without saying so.
    var isReturned = false
    /// Whether it is all that a closure consists of, which may or may not be returned.
    var isWholeClosure = false
    /// Whether the value isn't changed in its place.
    var isOnlyRead = true
  }
}

extension FreeMention {
  init(_ mention: UsedNames.Mention, _ converter: SourceLocationConverter) {
    let node = mention.node
    let start = node.positionAfterSkippingLeadingTrivia
    let location = converter.location(for: start)
    name = mention.name
    range = start.utf8Offset..<node.endPositionBeforeTrailingTrivia.utf8Offset
    place = SourcePosition(line: location.line, column: location.column)
    var (types, unknown): ([String], Bool) = ([], false)
    for ancestor in sequence(first: node, next: \.parent) {
      if let declaration = ancestor.as(ExtensionDeclSyntax.self) {
        types.append(declaration.extendedType.trimmedDescription)
        unknown = true
      } else if let declaration = ancestor.asProtocol((any DeclGroupSyntax).self) {
        let named = ancestor.asProtocol((any NamedDeclSyntax).self)
        types.append(named?.name.plainText ?? "")
        unknown = unknown || declaration.inheritanceClause != nil
      }
    }
    (self.types, hasUnknownMembers) = (types, unknown)
    body = Self.body(around: node)
  }

  private static func body(around node: Syntax) -> Body? {
    var statement: CodeBlockItemSyntax?
    var ancestor = node.parent
    while let current = ancestor {
      if statement == nil { statement = current.as(CodeBlockItemSyntax.self) }
      if isBody(current) {
        guard let statement else { return Body() }
        var body = Body(statement: statement.positionAfterSkippingLeadingTrivia.utf8Offset)
        body.isOnlyRead = isOnlyRead(node)
        let list = statement.parent
        let block =
          list?.parent?.is(CodeBlockSyntax.self) == true ? list?.parent?.parent : list?.parent
        let isWhole = list?.children(viewMode: .sourceAccurate).count == 1 && block == current
        if isWhole, case .expr = statement.item {
          body.isWholeClosure = current.is(ClosureExprSyntax.self)
          body.isReturned = returnsValue(current)
        }
        return body
      }
      ancestor = current.parent
    }
    return nil
  }

  /// Whether what stands in it is run by somebody else, at another time.
  private static func isBody(_ node: Syntax) -> Bool {
    node.is(ClosureExprSyntax.self) || node.is(FunctionDeclSyntax.self)
      || node.is(InitializerDeclSyntax.self) || node.is(DeinitializerDeclSyntax.self)
      || node.is(SubscriptDeclSyntax.self) || node.is(AccessorDeclSyntax.self)
      || node.is(AccessorBlockSyntax.self) || node.is(MemberBlockSyntax.self)
  }

  private static func returnsValue(_ body: Syntax) -> Bool {
    if let function = body.as(FunctionDeclSyntax.self) {
      return function.signature.returnClause != nil
    }
    if let accessor = body.as(AccessorDeclSyntax.self) {
      return accessor.accessorSpecifier.tokenKind == .keyword(.get)
    }
    return body.is(AccessorBlockSyntax.self)
  }

  /// Methods that change what they are called on, as far as they are known everywhere.
  private static let mutating: Set<String> = [
    "append", "insert", "remove", "removeAll", "removeFirst", "removeLast", "removeValue",
    "removeSubrange", "popFirst", "popLast", "sort", "reverse", "shuffle", "swapAt", "toggle",
    "formUnion", "formIntersection", "subtract", "merge", "update", "updateValue",
    "reserveCapacity",
    "negate", "next", "partition", "replaceSubrange", "write", "initialize",
  ]

  /// Whether an expression is asked for its value, and not changed in its place.
  private static func isOnlyRead(_ node: Syntax) -> Bool {
    var inner = node
    while let outer = inner.parent {
      if outer.is(InOutExprSyntax.self) { return false }
      if let list = outer.as(ExprListSyntax.self), inner == list.first.map(Syntax.init) {
        let isChanged = list.dropFirst().first.map { second in
          second.is(AssignmentExprSyntax.self)
            || second.as(BinaryOperatorExprSyntax.self).map { isAssignment($0.operator.text) }
              == true
        }
        return isChanged != true
      }
      if let access = outer.as(MemberAccessExprSyntax.self) {
        if mutating.contains(access.declName.baseName.text) { return false }
      } else if !outer.is(SubscriptCallExprSyntax.self), !outer.is(ForceUnwrapExprSyntax.self),
        !outer.is(OptionalChainingExprSyntax.self), !outer.is(TupleExprSyntax.self),
        !outer.is(LabeledExprListSyntax.self), !outer.is(LabeledExprSyntax.self)
      {
        return true
      }
      inner = outer
    }
    return true
  }

  private static func isAssignment(_ sign: String) -> Bool {
    sign.count > 1 && sign.hasSuffix("=") && !["==", "!=", "<=", ">=", "===", "!=="].contains(sign)
  }
}
