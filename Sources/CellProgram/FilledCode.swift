import ChapterModel
import SwiftSyntax

/// Code in which something that fits stands for what its author leaves to the reader, so that the rest can be
/// checked: nothing for a `…` on a line of its own, and a call of the runtime for `…`, `...` or `<#name#>` in the
/// place of a value and for a comment in the place of a body that gives one. Lines stay.
package struct FilledCode {
  /// What the runtime's function says where a program comes to it.
  package static let message = "the document leaves this to the reader"
  private static let call = "__chaptersLeftOut()"

  /// The code; nil where nothing can be filled in, or where it isn't Swift all the same.
  package let text: String?

  package init(_ code: String) {
    let first = Self.fillingTokens(of: code)
    let second = Self.fillingBodies(of: first)
    text = second == code || SwiftTree.parse(second).hasError ? nil : second
  }

  /// Signs in the place of statements go, those in the place of values become values.
  private static func fillingTokens(of code: String) -> String {
    var edits: [CodeEdit] = []
    for token in SwiftTree.parse(code).tokens(viewMode: .sourceAccurate) {
      guard isSign(token) else { continue }
      let range =
        token.positionAfterSkippingLeadingTrivia
        .utf8Offset..<token.endPositionBeforeTrailingTrivia.utf8Offset
      let before = token.previousToken(viewMode: .sourceAccurate)
      let after = token.nextToken(viewMode: .sourceAccurate)
      let startsLine =
        before == nil || token.leadingTrivia.containsNewline || before?.tokenKind == .leftBrace
      let endsLine =
        after == nil || after?.leadingTrivia.containsNewline == true
        || after?.tokenKind == .rightBrace || after?.tokenKind == .endOfFile
      if startsLine, endsLine {
        edits.append(CodeEdit(range: range, text: String(repeating: " ", count: range.count)))
      } else if takesValue(before?.tokenKind), endsLine || endsValue(after?.tokenKind),
        before?.tokenKind != .leftSquare || token.text != "..."
      {
        edits.append(CodeEdit(range: range, text: call))
      }
    }
    return edits.applied(to: code)
  }

  private static func isSign(_ token: TokenSyntax) -> Bool {
    let text = token.text
    return text == "…" || text == "..." && token.parent?.is(FunctionParameterSyntax.self) != true
      || text.hasPrefix("<#") && text.hasSuffix("#>")
  }

  private static func takesValue(_ before: TokenKind?) -> Bool {
    switch before {
    case .equal, .leftParen, .comma, .colon, .leftSquare, .keyword(.return), .keyword(.in): true
    default: false
    }
  }

  private static func endsValue(_ after: TokenKind?) -> Bool {
    [.rightParen, .comma, .rightSquare, .semicolon].contains(after)
  }

  /// Empty bodies that have to give something, or do something else than nothing.
  private static func fillingBodies(of code: String) -> String {
    let tree = SwiftTree.parse(code)
    let bodies = EmptyBodies(viewMode: .sourceAccurate)
    bodies.walk(tree)
    let edits = bodies.found.map { place, text in
      CodeEdit(range: place.utf8Offset..<place.utf8Offset, text: " \(text) ")
    }
    return edits.applied(to: code)
  }

  private final class EmptyBodies: SyntaxVisitor {
    var found: [(AbsolutePosition, String)] = []

    private func fill(behind token: TokenSyntax, with text: String = call) {
      found.append((token.endPositionBeforeTrailingTrivia, text))
    }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
      if let body = node.body, body.statements.isEmpty,
        let type = node.signature.returnClause?.type.trimmedDescription,
        !["Void", "()"].contains(type), !type.hasPrefix("some ")
      {
        fill(behind: body.leftBrace)
      }
      return .visitChildren
    }

    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
      if node.statements.isEmpty {
        fill(behind: node.signature?.lastToken(viewMode: .sourceAccurate) ?? node.leftBrace)
      }
      return .visitChildren
    }

    override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind {
      if case .getter(let items) = node.accessors, items.isEmpty,
        node.parent?.as(PatternBindingSyntax.self)?.typeAnnotation?.type.is(
          SomeOrAnyTypeSyntax.self) != true
      {
        fill(behind: node.leftBrace)
      }
      return .visitChildren
    }

    override func visit(_ node: AccessorDeclSyntax) -> SyntaxVisitorContinueKind {
      if let body = node.body, body.statements.isEmpty, node.accessorSpecifier.text == "get" {
        fill(behind: body.leftBrace)
      }
      return .visitChildren
    }

    override func visit(_ node: SwitchCaseSyntax) -> SyntaxVisitorContinueKind {
      if node.statements.isEmpty, let colon = node.label.lastToken(viewMode: .sourceAccurate) {
        fill(behind: colon, with: "break")
      }
      return .visitChildren
    }
  }
}

extension Trivia {
  fileprivate var containsNewline: Bool { contains(where: \.isNewline) }
}
