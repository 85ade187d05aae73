import ChapterModel
import SourceModel
import SwiftSyntax

/// What an example that is a part of `Package.swift` takes from packages: `.product(name: "P", package: "p")`.
package struct ManifestExample {
  package struct Product {
    package let name: String
    package let package: String
    /// Where it stands in the code.
    package let place: SourcePosition
  }

  package let products: [Product]

  package init(_ code: String) {
    let tree = SwiftTree.parse(code)
    let visitor = Visitor(SourceLocationConverter(fileName: "", tree: tree))
    visitor.walk(tree)
    products = visitor.products
  }

  private final class Visitor: SyntaxVisitor {
    var products: [Product] = []
    private let converter: SourceLocationConverter

    init(_ converter: SourceLocationConverter) {
      self.converter = converter
      super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
      let called = node.calledExpression.as(MemberAccessExprSyntax.self)
      guard called?.declName.baseName.text == "product" else { return .visitChildren }
      var texts: [String: String] = [:]
      for argument in node.arguments {
        guard let label = argument.label?.text,
          let text = argument.expression.as(StringLiteralExprSyntax.self)?.representedLiteralValue
        else { continue }
        texts[label] = text
      }
      if let name = texts["name"], let package = texts["package"] {
        let start = converter.location(for: node.positionAfterSkippingLeadingTrivia)
        products.append(
          Product(
            name: name, package: package,
            place: SourcePosition(line: start.line, column: start.column)))
      }
      return .visitChildren
    }
  }
}
