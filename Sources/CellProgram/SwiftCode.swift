import ChapterModel
import SourceModel
import SwiftSyntax

/// What swift-syntax sees in a cell's code. Offsets and columns are in UTF-8 bytes.
package struct SwiftCode: Sendable {
  /// The statements that do something when the program reaches them and begin a line, by that line.
  package let starts: [Int: SourcePosition]
  /// The bytes of the last statement if that is a bare expression whose value can be shown.
  let trailingExpression: Range<Int>?
  /// The trailing expression's line, if nothing but white space stands before it there.
  let trailingExpressionLine: Int?
  /// The names that the code introduces with a value, by the line on which their statement begins.
  package let names: [Int: [String]]
  /// The line of a `#sourceLocation` of the author's own, which ours would contradict.
  let directiveLine: Int?
  /// What it imports, as source; an import under a condition only if the module is there.
  package let imports: [String]
  /// Whether it can't come to its end before those below it have run: it waits at the top level,
  /// where the program goes on elsewhere, or leaves something to do at the program's end.
  package let staysOpen: Bool
  /// Whether it consists of nothing but expressions and control flow, so that it says the same within
  /// braces.
  let isOnlyStatements: Bool
  /// The variables of its top level.
  let variables: [TopLevelVariable]
  /// The members of types that it declares and extends, as `Type.member`.
  package let members: Set<String>
  /// Where it speaks of values that it needn't declare itself.
  let mentions: [FreeMention]
  /// A part that is nested too deep for the code to be parsed at all.
  let excess: CodeExcess?
  /// Whether the parser had to guess: the compiler will say what is wrong.
  package let hasSyntaxError: Bool

  private static let known = CodeCache<SwiftCode>()

  package init(_ code: String) { self = Self.known.value(for: code) { SwiftCode(reading: $0) } }

  private init(reading code: String) {
    let (tree, excess) = SwiftTree.reading(code)
    self.excess = excess
    let converter = SourceLocationConverter(fileName: "", tree: tree)
    func start(of item: some SyntaxProtocol) -> SourcePosition {
      let location = converter.location(for: item.positionAfterSkippingLeadingTrivia)
      return SourcePosition(line: location.line, column: location.column)
    }
    // Of an array: a syntax list filters itself into a new tree, with other positions.
    let running = Array(tree.statements).filter(Self.runs)
    let bytes = Array(code.utf8)
    // A line may still belong to a statement, a string or a comment that began above.
    func startsLine(_ item: CodeBlockItemSyntax) -> Bool {
      let start = item.positionAfterSkippingLeadingTrivia.utf8Offset
      let before = bytes[..<start].reversed().prefix { $0 != .lineFeed }
      return before.allSatisfy { $0 == .space || $0 == .tab }
    }
    starts = Dictionary(
      uniqueKeysWithValues: running.filter(startsLine).map { (start(of: $0).line, start(of: $0)) })
    var names: [Int: [String]] = [:]
    for item in running { names[start(of: item).line, default: []] += Self.names(in: item) }
    self.names = names.filter { !$0.value.isEmpty }
    directiveLine = tree.statements.first { $0.item.is(PoundSourceLocationSyntax.self) }
      .map { start(of: $0).line }
    imports = tree.statements.flatMap(Self.imports)
    staysOpen = tree.statements.contains { OpenEnd.isFound(in: $0) }
    isOnlyStatements =
      !staysOpen && !tree.hasError
      && tree.statements.allSatisfy { if case .decl = $0.item { false } else { true } }
    hasSyntaxError = tree.hasError
    variables = TopLevelVariable.all(in: tree.statements, converter)
    members = CellNames.members(in: tree.statements)
    let used = UsedNames(knowingTopLevel: false)
    used.walk(tree)
    mentions = used.mentions.map { FreeMention($0, converter) }
    trailingExpression = tree.statements.last.flatMap(Self.shownExpression)
    trailingExpressionLine =
      trailingExpression == nil
      ? nil : tree.statements.last.flatMap { startsLine($0) ? start(of: $0).line : nil }
  }

  /// Whether a statement does something when the program reaches it.
  package static func runs(_ item: CodeBlockItemSyntax) -> Bool {
    guard case .decl(let declaration) = item.item else { return true }
    return declaration.is(VariableDeclSyntax.self) || declaration.is(IfConfigDeclSyntax.self)
      || declaration.is(MacroExpansionDeclSyntax.self)
  }

  /// The names of a `let` or `var` that has its value at once and keeps it.
  private static func names(in item: CodeBlockItemSyntax) -> [String] {
    guard case .decl(let declaration) = item.item,
      let variables = declaration.as(VariableDeclSyntax.self),
      variables.attributes.isEmpty, variables.modifiers.isEmpty
    else { return [] }
    let bindings = variables.bindings.filter { $0.initializer != nil && $0.accessorBlock == nil }
    return bindings.flatMap { names(in: $0.pattern) }
  }

  /// The names that a pattern binds.
  package static func names(in pattern: PatternSyntax) -> [String] {
    if let name = pattern.as(IdentifierPatternSyntax.self) { return [name.identifier.text] }
    guard let tuple = pattern.as(TuplePatternSyntax.self) else { return [] }
    return tuple.elements.flatMap { names(in: $0.pattern) }
  }

  /// Whether a statement is an expression whose value can be shown.
  static func isShown(_ item: CodeBlockItemSyntax) -> Bool { shownExpression(item) != nil }

  private static func shownExpression(_ item: CodeBlockItemSyntax) -> Range<Int>? {
    guard case .expr(let expression) = item.item, !isAssignment(expression), item.semicolon == nil,
      !isDiagnostic(expression)
    else { return nil }
    let start = expression.positionAfterSkippingLeadingTrivia.utf8Offset
    return start..<expression.endPositionBeforeTrailingTrivia.utf8Offset
  }

  /// `#error` and `#warning` speak to the compiler.
  private static func isDiagnostic(_ expression: ExprSyntax) -> Bool {
    let name = expression.as(MacroExpansionExprSyntax.self)?.macroName.text
    return name == "error" || name == "warning"
  }

  /// `a = b` has no value, and can't stand as an argument either.
  private static func isAssignment(_ expression: ExprSyntax) -> Bool {
    if let attempt = expression.as(TryExprSyntax.self) { return isAssignment(attempt.expression) }
    if let wait = expression.as(AwaitExprSyntax.self) { return isAssignment(wait.expression) }
    guard let sequence = expression.as(SequenceExprSyntax.self) else { return false }
    return sequence.elements.contains { $0.is(AssignmentExprSyntax.self) }
  }
}
