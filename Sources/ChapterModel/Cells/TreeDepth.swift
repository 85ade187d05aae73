import SwiftSyntax

/// How deep a syntax tree is: everything that looks at one recurses as deep.
final class TreeDepth: SyntaxAnyVisitor {
  /// How many nodes may stand within one another.
  static let most = 2_000

  private var depth = 0
  /// Where the first part stands that is nested too deep.
  private var offset: Int?

  /// The part of some code, whose tree is given, that is nested too deep.
  static func excess(of tree: SourceFileSyntax, _ code: String) -> CodeExcess? {
    let visitor = TreeDepth(viewMode: .sourceAccurate)
    visitor.walk(tree)
    return visitor.offset.map {
      CodeExcess(
        "more than \(most) parts are within one another here; break the chain into parts with names of their own",
        at: $0, in: code.utf8)
    }
  }

  override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
    depth += 1
    guard depth > Self.most else { return .visitChildren }
    offset = offset ?? node.positionAfterSkippingLeadingTrivia.utf8Offset
    return .skipChildren
  }

  override func visitAnyPost(_ node: Syntax) { depth -= 1 }
}
