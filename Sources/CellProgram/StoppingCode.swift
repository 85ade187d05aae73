import ChapterModel
import SwiftSyntax

/// Code that stops where it comes to what its author leaves to the reader, which ``FilledCode`` passes over where
/// nothing has to stand: what a program does before is as the document says it, and no omission can be why it
/// is something else.
package struct StoppingCode {
  /// The code; nil where it can't be told whether a program comes to what is left out: members of a type that
  /// may change what all do with it, arguments, text that isn't Swift.
  package let text: String?

  package init(_ code: String) {
    let tree = SwiftTree.parse(code)
    let places = OmittedStatements(in: tree)
    places.walk(tree)
    guard !places.isUnclear else {
      text = nil
      return
    }
    let stopping = places.applied(to: code)
    let filled = FilledCode(stopping).text ?? stopping
    text = SwiftTree.parse(filled).hasError ? nil : filled
  }
}

/// Looks for the places where statements are left out.
private final class OmittedStatements: SyntaxAnyVisitor {
  /// Whether something is left out of which nobody knows where it would be carried out.
  private(set) var isUnclear = false
  private var edits: [CodeEdit] = []
  private static let stop = "fatalError(\"\(FilledCode.message)\"); "

  init(in tree: SourceFileSyntax) { super.init(viewMode: .sourceAccurate) }

  func applied(to code: String) -> String { edits.applied(to: code) }

  private func stop(at position: AbsolutePosition, replacing length: Int = 0) {
    let start = position.utf8Offset
    edits.append(CodeEdit(range: start..<(start + length), text: Self.stop))
  }

  override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
    if let block = node.as(CodeBlockSyntax.self), block.statements.isEmpty {
      fill(behind: block.leftBrace, before: block.rightBrace)
    } else if let closure = node.as(ClosureExprSyntax.self), closure.statements.isEmpty {
      let last = closure.signature?.lastToken(viewMode: .sourceAccurate) ?? closure.leftBrace
      fill(behind: last, before: closure.rightBrace)
    } else if let block = node.as(AccessorBlockSyntax.self),
      case .getter(let items) = block.accessors, items.isEmpty
    {
      fill(behind: block.leftBrace, before: block.rightBrace)
    } else if let label = node.as(SwitchCaseSyntax.self), label.statements.isEmpty,
      let colon = label.label.lastToken(viewMode: .sourceAccurate)
    {
      stop(at: colon.endPositionBeforeTrailingTrivia)
    }
    return .visitChildren
  }

  /// A body that is only a comment stands for one; one of nothing is meant.
  private func fill(behind left: TokenSyntax, before right: TokenSyntax) {
    let trivia = left.trailingTrivia.pieces + right.leadingTrivia.pieces
    guard trivia.contains(where: \.isComment) else { return }
    stop(at: left.endPositionBeforeTrailingTrivia)
  }

  override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
    if token.text == "…" || token.text == "..." && isAlone(token) { note(token) }
    var position = token.position
    for piece in token.leadingTrivia {
      if CellForm.isOmission(piece) { note(commentAt: position, before: token) }
      position = position.advanced(by: piece.sourceLength.utf8Length)
    }
    position = token.endPositionBeforeTrailingTrivia
    for piece in token.trailingTrivia {
      if CellForm.isOmission(piece) { note(commentAt: position, behind: token) }
      position = position.advanced(by: piece.sourceLength.utf8Length)
    }
    return .visitChildren
  }

  /// Whether a sign stands in the place of a statement.
  private func isAlone(_ token: TokenSyntax) -> Bool {
    let before = token.previousToken(viewMode: .sourceAccurate)
    let after = token.nextToken(viewMode: .sourceAccurate)
    let starts =
      before == nil || before?.tokenKind == .leftBrace
      || token.leadingTrivia.contains(where: \.isNewline)
    let ends =
      after == nil || [.rightBrace, .endOfFile].contains(after?.tokenKind)
      || after?.leadingTrivia.contains(where: \.isNewline) == true
    return starts && ends
  }

  private func note(_ token: TokenSyntax) {
    // In the place of a value it stops where it is.
    guard isAlone(token) else { return }
    switch surroundings(of: Syntax(token)) {
    case .statements:
      stop(at: token.positionAfterSkippingLeadingTrivia, replacing: token.text.utf8.count)
    case .members(let areHarmless): if !areHarmless { isUnclear = true }
    }
  }

  private func note(commentAt position: AbsolutePosition, before token: TokenSyntax) {
    switch surroundings(of: Syntax(token)) {
    case .members(let areHarmless): if !areHarmless { isUnclear = true }
    case .statements where !canStand(before: token): isUnclear = true
    case .statements where !isFilled(before: token): stop(at: position)
    case .statements: break
    }
  }

  private func note(commentAt position: AbsolutePosition, behind token: TokenSyntax) {
    let next = token.nextToken(viewMode: .sourceAccurate)
    if let next, isFilled(before: next) { return }
    // Behind a statement it is about that, whatever it says.
    guard token.tokenKind == .leftBrace, let next else { return isUnclear = true }
    note(commentAt: position, before: next)
  }

  /// Whether a statement may stand before a token.
  private func canStand(before token: TokenSyntax) -> Bool {
    if token.tokenKind == .rightBrace || token.tokenKind == .endOfFile { return true }
    var node = Syntax(token)
    while let parent = node.parent {
      if node.is(CodeBlockItemSyntax.self) { return true }
      guard parent.firstToken(viewMode: .sourceAccurate) == token else { return false }
      node = parent
    }
    return false
  }

  /// Whether it ends a body in whose place something stands already.
  private func isFilled(before token: TokenSyntax) -> Bool {
    guard token.tokenKind == .rightBrace, let parent = token.parent else { return false }
    if let block = parent.as(CodeBlockSyntax.self) { return block.statements.isEmpty }
    if let closure = parent.as(ClosureExprSyntax.self) { return closure.statements.isEmpty }
    if let block = parent.as(AccessorBlockSyntax.self), case .getter(let items) = block.accessors {
      return items.isEmpty
    }
    return parent.as(SwitchExprSyntax.self)?.cases.last?.as(SwitchCaseSyntax.self)?.statements
      .isEmpty == true
  }

  private enum Surroundings {
    case statements
    /// Members of a type; harmless where they change nothing that the type does by itself.
    case members(areHarmless: Bool)
  }

  /// The list in which a token or what stands before it is left out.
  private func surroundings(of node: Syntax) -> Surroundings {
    for parent in sequence(first: node, next: \.parent) {
      if parent.is(CodeBlockSyntax.self) || parent.is(ClosureExprSyntax.self)
        || parent.is(CodeBlockItemListSyntax.self)
      {
        return .statements
      }
      guard parent.is(MemberBlockSyntax.self), let type = parent.parent else { continue }
      // A description, an `==`, an override: what conforms or inherits may have members of its own for all that.
      let isPlain =
        type.asProtocol((any DeclGroupSyntax).self)?.inheritanceClause == nil
        && !type.is(ExtensionDeclSyntax.self)
      return .members(areHarmless: isPlain)
    }
    return .statements
  }
}

extension CellForm {
  fileprivate static func isOmission(_ piece: TriviaPiece) -> Bool {
    switch piece {
    case .lineComment(let text): isOmission(text.dropFirst(2))
    case .blockComment(let text): isOmission(text.dropFirst(2).dropLast(2))
    default: false
    }
  }
}
