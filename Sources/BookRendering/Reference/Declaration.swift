import SwiftSyntax

/// A declaration as the reference shows it.
enum Declaration {
  /// Modifiers that say nothing to who reads a reference of what is public.
  private static let passedOver: Set<String> = ["public", "final", "override", "nonisolated"]

  /// The source of a declaration whose body is gone already, without comments, passed-over modifiers
  /// and the indentation of its place.
  static func text(of node: some DeclSyntaxProtocol) -> String {
    let bare = Cleaner().rewrite(node.trimmed)
    let lines = bare.description.split(separator: "\n", omittingEmptySubsequences: true)
    let margin = lines.dropFirst().map { $0.prefix { $0 == " " }.count }.min() ?? 0
    // A list of parameters ends at the declaration's own margin, or stands two to its right.
    let endsApart = lines.last?.drop { $0 == " " }.hasPrefix(")") ?? false
    let width = endsApart ? margin : max(0, margin - 2)
    let shown = lines.enumerated().map { number, line in
      number == 0 ? String(line) : String(line.dropFirst(width))
    }
    var text = shown.joined(separator: "\n")
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }

  private final class Cleaner: SyntaxRewriter {
    override func visit(_ node: DeclModifierListSyntax) -> DeclModifierListSyntax {
      node.filter { $0.detail == nil && !Declaration.passedOver.contains($0.name.text) }
    }

    override func visit(_ node: AttributeListSyntax) -> AttributeListSyntax {
      let isShown = { (attribute: AttributeListSyntax.Element) in
        if case .attribute(let attribute) = attribute {
          !["inline", "inlinable", "usableFromInline", "discardableResult"].contains(
            attribute.attributeName.trimmedDescription)
        } else {
          true
        }
      }
      return node.filter(isShown)
    }

    override func visit(_ token: TokenSyntax) -> TokenSyntax {
      var token = token
      let isSpace = { (piece: TriviaPiece) in piece.isWhitespace }
      token.leadingTrivia = Trivia(pieces: token.leadingTrivia.filter(isSpace))
      token.trailingTrivia = Trivia(pieces: token.trailingTrivia.filter(isSpace))
      return token
    }
  }
}
