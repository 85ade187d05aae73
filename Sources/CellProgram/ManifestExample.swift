import ChapterModel
import SourceModel
import SwiftSyntax

/// What an example that is a part of `Package.swift` takes from packages: `.product(name: "P", package: "p")`,
/// `.package(url: "https://example.org/p.git", from: "1.2.3")`.
package struct ManifestExample {
  package struct Product {
    package let name: String
    package let package: String
    /// Where it stands in the code.
    package let place: SourcePosition
  }

  /// A package of which no later major version than the named one is taken.
  package struct Dependency {
    /// The last part of its address.
    package let package: String
    package let version: SemanticVersion
    /// Where the version stands in the code.
    package let place: SourcePosition
  }

  package let products: [Product]
  package let dependencies: [Dependency]

  package init(_ code: String) {
    guard code.contains(".product(") || code.contains(".package(") else {
      (products, dependencies) = ([], [])
      return
    }
    // Most parts are arguments: `dependencies: [.package(…)],`.
    let arguments = SwiftTree.parse("Package(\n\(code)\n)")
    let tree = arguments.hasError ? SwiftTree.parse(code) : arguments
    let visitor = Visitor(tree, linesBefore: arguments.hasError ? 0 : 1)
    visitor.walk(tree)
    (products, dependencies) = (visitor.products, visitor.dependencies)
  }

  private final class Visitor: SyntaxVisitor {
    var products: [Product] = []
    var dependencies: [Dependency] = []
    private let converter: SourceLocationConverter
    private let linesBefore: Int

    init(_ tree: SourceFileSyntax, linesBefore: Int) {
      converter = SourceLocationConverter(fileName: "", tree: tree)
      self.linesBefore = linesBefore
      super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
      let called = node.calledExpression.as(MemberAccessExprSyntax.self)
      switch called?.declName.baseName.text {
      case "product": product(node).map { products.append($0) }
      case "package": dependency(node).map { dependencies.append($0) }
      default: break
      }
      return .visitChildren
    }

    private func product(_ call: FunctionCallExprSyntax) -> Product? {
      guard let name = call.text("name"), let package = call.text("package") else { return nil }
      return Product(name: name, package: package, place: place(of: call))
    }

    private func dependency(_ call: FunctionCallExprSyntax) -> Dependency? {
      guard let address = call.text("url"), let requirement = call.requirement,
        let text = requirement.representedLiteralValue, let version = SemanticVersion(text)
      else { return nil }
      let package = address.split(separator: "/").last.map { name in
        name.hasSuffix(".git") ? name.dropLast(4) : name
      }
      return Dependency(
        package: String(package ?? ""), version: version, place: place(of: requirement))
    }

    private func place(of node: some SyntaxProtocol) -> SourcePosition {
      let start = converter.location(for: node.positionAfterSkippingLeadingTrivia)
      return SourcePosition(line: start.line - linesBefore, column: start.column)
    }
  }
}

extension FunctionCallExprSyntax {
  /// The argument of some label, or the first without one.
  private func argument(_ label: String?) -> ExprSyntax? {
    arguments.first { $0.label?.text == label }?.expression
  }

  /// The text that an argument is.
  fileprivate func text(_ label: String) -> String? {
    argument(label)?.as(StringLiteralExprSyntax.self)?.representedLiteralValue
  }

  /// The version in `from: "1.2.3"`, `exact: "1.2.3"`, `.upToNextMinor(from: "1.2.3")` and their like, behind which no
  /// later major version is taken.
  fileprivate var requirement: StringLiteralExprSyntax? {
    let named = argument("from") ?? argument("exact")
    if let named { return named.as(StringLiteralExprSyntax.self) }
    guard let call = argument(nil)?.as(FunctionCallExprSyntax.self),
      let kind = call.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text,
      ["upToNextMajor", "upToNextMinor", "exact"].contains(kind)
    else { return nil }
    let version = call.argument("from") ?? call.argument(nil)
    return version?.as(StringLiteralExprSyntax.self)
  }
}
