import ChapterModel
import SourceModel
import SwiftParser
import SwiftSyntax

/// What comments in a cell's code say that values are, as authors show results beside the code.
///
///     let total = sum([1, 2])  // 3        behind a statement, or alone on the next line
///     names.sorted()           // => ["a", "b"]
///     split("a b")             // → ["a", "b"]
///
/// Only what is plainly a literal counts: beside anything else people write prose.
package struct ValueComments {
  /// A comment and the value that it is about.
  package struct Note: Hashable, Sendable {
    /// The line of the statement in the code, from 1, by which the program names the value.
    package var line: Int
    /// The comment's first line.
    package var commentLine: Int
    /// The literal as it is written.
    package var text: String
    /// Whether an arrow says that a value follows.
    package var hasArrow: Bool
    /// The variable that the statement declares; nil for a bare expression.
    var name: String?
    /// Where the statement's code begins and ends, in bytes.
    var range: Range<Int>
    /// Whether it is the cell's last statement.
    var isLast: Bool
  }

  package let notes: [Note]

  package init(in code: String) {
    guard code.contains("//") else {
      notes = []
      return
    }
    let tree = SwiftTree.parse(code)
    guard !tree.hasError else {
      notes = []
      return
    }
    let converter = SourceLocationConverter(fileName: "", tree: tree)
    let comments = CodeComment.all(in: tree)
    var found: [Note] = []
    for (number, item) in tree.statements.enumerated() {
      guard let subject = Self.subject(of: item) else { continue }
      let start = item.positionAfterSkippingLeadingTrivia
      let end = item.endPositionBeforeTrailingTrivia
      let lines = converter.location(for: start).line...converter.location(for: end).line
      guard let (literal, line, hasArrow) = Self.literal(behind: lines.upperBound, in: comments)
      else { continue }
      found.append(
        Note(
          line: lines.lowerBound, commentLine: line, text: literal, hasArrow: hasArrow,
          name: subject.name, range: start.utf8Offset..<end.utf8Offset,
          isLast: number == tree.statements.count - 1))
    }
    // `// 1`, `// 2`, … number the steps of an explanation.
    let numbers = found.compactMap { Int($0.text) }
    let areSteps = !numbers.isEmpty && numbers == Array(1...numbers.count)
    // Beside `00001000` other numbers are written with the digits of another base, too.
    let areDigits = found.contains { $0.text.contains(#/^0[0-9_]/#) }
    // Two statements of a line can't be told apart.
    let counts = Dictionary(grouping: found, by: \.line)
    notes = found.filter { note in
      let isNumber = note.text.contains(#/^[0-9_]+$/#)
      return !(isNumber && (areDigits || areSteps && !note.hasArrow))
        && counts[note.line]?.count == 1
    }
  }

  /// What has the value that a comment shows.
  private enum Subject {
    case expression
    case variable(String)

    var name: String? { if case .variable(let name) = self { name } else { nil } }
  }

  /// Words of what has values that nobody can foresee.
  private static let unforeseeable = [
    "random", "shuffle", "UUID", "Date(", "Date.", ".now", "hashValue", "ObjectIdentifier",
  ]

  /// What a statement gives a value to; nil for those that have none to show.
  private static func subject(of item: CodeBlockItemSyntax) -> Subject? {
    let text = item.trimmedDescription
    if unforeseeable.contains(where: { text.containsBytes(of: $0) }) { return nil }
    switch item.item {
    case .decl(let declaration):
      guard let variable = declaration.as(VariableDeclSyntax.self), variable.bindings.count == 1,
        let binding = variable.bindings.first, binding.initializer != nil,
        binding.accessorBlock == nil, variable.modifiers.isEmpty, variable.attributes.isEmpty,
        let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier
      else { return nil }
      return .variable(name.text)
    case .expr(let expression):
      guard !expression.is(IfExprSyntax.self), !expression.is(SwitchExprSyntax.self),
        SwiftCode.isShown(item), !calls("print", expression)
      else { return nil }
      return .expression
    default: return nil
    }
  }

  private static func calls(_ name: String, _ expression: ExprSyntax) -> Bool {
    expression.as(FunctionCallExprSyntax.self)?.calledExpression.trimmedDescription == name
  }

  /// The literal in the comment behind a line, or alone below it.
  private static func literal(
    behind line: Int, in comments: [CodeComment]
  ) -> (text: String, line: Int, hasArrow: Bool)? {
    var rest = comments.drop {
      !($0.lines.lowerBound == line && !$0.isAlone)
        && !($0.lines.lowerBound == line + 1 && $0.isAlone)
    }
    guard let first = rest.popFirst() else { return nil }
    var text = first.text.trimmingSpaces
    var hasArrow = false
    for arrow in ["=>", "==>", "→", "->", "⟹", "⇒", "=="] where text.hasPrefix(arrow) {
      text = text.dropFirst(arrow.count).trimmingSpaces
      hasArrow = true
    }
    // A literal may go on in the comments below.
    var last = first.lines.upperBound
    var whole = String(text)
    while !isLiteral(whole), whole.count < 2000, "[({".contains(whole.first ?? " "),
      let next = rest.first, next.isAlone, next.lines.lowerBound == last + 1
    {
      whole += " " + next.text.trimmingSpaces
      last = next.lines.upperBound
      rest.removeFirst()
    }
    // Prose goes on in a comment below, too.
    if let next = rest.first, next.isAlone, first.isAlone, next.lines.lowerBound == last + 1 {
      return nil
    }
    return isLiteral(whole) ? (whole, first.lines.lowerBound, hasArrow) : nil
  }

  /// Whether a text is a literal and nothing else.
  static func isLiteral(_ text: String) -> Bool {
    guard let first = text.first,
      first.isNumber || "[(\"-".contains(first) || ["true", "false", "nil"].contains(text)
    else { return false }
    let tree = SwiftTree.parse(text)
    guard !tree.hasError, tree.statements.count == 1, let item = tree.statements.first,
      case .expr(let expression) = item.item
    else { return false }
    return isLiteral(expression)
  }

  private static func isLiteral(_ expression: ExprSyntax) -> Bool {
    if let array = expression.as(ArrayExprSyntax.self) {
      return array.elements.allSatisfy { isLiteral($0.expression) }
    }
    if let dictionary = expression.as(DictionaryExprSyntax.self) {
      guard case .elements(let elements) = dictionary.content else { return true }
      return elements.allSatisfy { isLiteral($0.key) && isLiteral($0.value) }
    }
    if let tuple = expression.as(TupleExprSyntax.self) {
      return tuple.elements.count > 1 && tuple.elements.allSatisfy { isLiteral($0.expression) }
    }
    if let prefix = expression.as(PrefixOperatorExprSyntax.self) {
      return prefix.operator.text == "-" && isLiteral(prefix.expression)
    }
    if let string = expression.as(StringLiteralExprSyntax.self) {
      return string.segments.allSatisfy { $0.is(StringSegmentSyntax.self) }
    }
    return expression.is(IntegerLiteralExprSyntax.self)
      || expression.is(FloatLiteralExprSyntax.self)
      || expression.is(BooleanLiteralExprSyntax.self) || expression.is(NilLiteralExprSyntax.self)
  }
}
