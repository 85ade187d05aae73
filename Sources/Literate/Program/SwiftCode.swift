import SwiftParser
import SwiftSyntax

/// What swift-syntax sees in a cell's code. Offsets and columns are in UTF-8 bytes.
struct SwiftCode {
  /// Where a statement at the top level begins, lines and columns from 1.
  struct Start: Hashable {
    var line: Int
    var column: Int
  }

  /// The statements that do something when the program reaches them, by the line they begin on; of
  /// several on a line, the first.
  let starts: [Int: Start]
  /// The bytes of the last statement if that is a bare expression whose value can be shown.
  let trailingExpression: Range<Int>?
  /// The trailing expression's line, if nothing but white space stands before it there.
  let trailingExpressionLine: Int?
  /// Whether the parser had to guess: the compiler will say what is wrong.
  let hasSyntaxError: Bool

  init(_ code: String) {
    let tree = Parser.parse(source: code)
    let converter = SourceLocationConverter(fileName: "", tree: tree)
    func start(of item: some SyntaxProtocol) -> Start {
      let location = converter.location(for: item.positionAfterSkippingLeadingTrivia)
      return Start(line: location.line, column: location.column)
    }
    // Of an array: a syntax list filters itself into a new tree, with other positions.
    let running = Array(tree.statements).filter(Self.runs)
    starts = Dictionary(running.map { (start(of: $0).line, start(of: $0)) }) { first, _ in first }
    hasSyntaxError = tree.hasError
    trailingExpression = tree.statements.last.flatMap(Self.shownExpression)
    if trailingExpression != nil, let last = tree.statements.last {
      let before = tree.statements.dropLast().last.map {
        converter.location(for: $0.endPositionBeforeTrailingTrivia).line
      }
      trailingExpressionLine = before == start(of: last).line ? nil : start(of: last).line
    } else {
      trailingExpressionLine = nil
    }
  }

  private static func runs(_ item: CodeBlockItemSyntax) -> Bool {
    guard case .decl(let declaration) = item.item else { return true }
    return declaration.is(VariableDeclSyntax.self) || declaration.is(IfConfigDeclSyntax.self)
      || declaration.is(MacroExpansionDeclSyntax.self)
  }

  private static func shownExpression(_ item: CodeBlockItemSyntax) -> Range<Int>? {
    guard case .expr(let expression) = item.item, !isAssignment(expression), item.semicolon == nil
    else { return nil }
    let start = expression.positionAfterSkippingLeadingTrivia.utf8Offset
    return start..<expression.endPositionBeforeTrailingTrivia.utf8Offset
  }

  /// `a = b` has no value, and can't stand as an argument either.
  private static func isAssignment(_ expression: ExprSyntax) -> Bool {
    if let attempt = expression.as(TryExprSyntax.self) { return isAssignment(attempt.expression) }
    if let wait = expression.as(AwaitExprSyntax.self) { return isAssignment(wait.expression) }
    guard let sequence = expression.as(SequenceExprSyntax.self) else { return false }
    return sequence.elements.contains { $0.is(AssignmentExprSyntax.self) }
  }
}
