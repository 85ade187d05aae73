import ChapterModel
import SourceModel
import SwiftSyntax

/// A declaration without a body, as documentation lists what a library has.
package struct ListedDeclaration {
  /// The type that it is a member of, without the types around that.
  package var owner: String?
  /// Its name, for functions with labels: `moved(by:)`.
  package var name: String
  /// Where its name stands in the code.
  package var place: SourcePosition

  /// Its name without labels.
  package var baseName: String { String(name.prefix { $0 != "(" }) }

  /// Those of some code, outside of protocols.
  package static func all(in code: String) -> [ListedDeclaration] {
    let tree = SwiftTree.parse(code)
    let visitor = Visitor(SourceLocationConverter(fileName: "", tree: tree))
    visitor.walk(tree)
    return visitor.found
  }

  private final class Visitor: SyntaxVisitor {
    var found: [ListedDeclaration] = []
    private let converter: SourceLocationConverter

    init(_ converter: SourceLocationConverter) {
      self.converter = converter
      super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
      guard node.body == nil, case .identifier = node.name.tokenKind else { return .skipChildren }
      add(node.name.plainText, node.signature.parameterClause.parameters, node.name)
      return .skipChildren
    }

    override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
      guard node.body == nil else { return .skipChildren }
      add("init", node.signature.parameterClause.parameters, node.initKeyword)
      return .skipChildren
    }

    private func add(
      _ name: String, _ parameters: FunctionParameterListSyntax, _ token: TokenSyntax
    ) {
      let labels = parameters.map { $0.firstName.text + ":" }.joined()
      let location = converter.location(for: token.positionAfterSkippingLeadingTrivia)
      found.append(
        ListedDeclaration(
          owner: owner(of: token), name: "\(name)(\(labels))",
          place: SourcePosition(line: location.line, column: location.column)))
    }

    private func owner(of token: TokenSyntax) -> String? {
      for ancestor in sequence(first: Syntax(token), next: \.parent) {
        if let declaration = ancestor.as(ExtensionDeclSyntax.self) {
          let text = declaration.extendedType.trimmedDescription.prefix { $0 != "<" }
          return text.split(separator: ".").last.map(String.init)
        }
        if ancestor.asProtocol((any DeclGroupSyntax).self) != nil {
          return ancestor.asProtocol((any NamedDeclSyntax).self)?.name.plainText
        }
      }
      return nil
    }
  }
}
