import ChapterModel
import SwiftSyntax

/// How something may be declared that code uses and nobody declares, by how it is used: to be completed by a person.
package struct MissingDeclaration {
  /// `func area(of: …) { … }`, `protocol Shape { … }`, `let config = …`.
  package let text: String

  package init(of name: String, in code: String) {
    let uses = Uses(of: name)
    uses.walk(SwiftTree.parse(code))
    let isType = uses.isType || name.first?.isUppercase == true
    if uses.isAttribute {
      text = "@propertyWrapper struct \(name) { … }"
    } else if uses.isConformedTo {
      text = "protocol \(name) { … }"
    } else if uses.isInherited {
      text = "class \(name) { … }"
    } else if isType {
      text = "struct \(name) { … }"
    } else if let labels = uses.labels {
      text = "func \(name)(\(labels.map { "\($0): …" }.joined(separator: ", "))) { … }"
    } else {
      text = "let \(name) = …"
    }
  }

  private final class Uses: SyntaxVisitor {
    private let name: String
    private(set) var isType = false
    private(set) var isConformedTo = false
    private(set) var isInherited = false
    private(set) var isAttribute = false
    /// The labels of the first call, `_` for an argument without one.
    private(set) var labels: [String]?

    init(of name: String) {
      self.name = name
      super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
      if let called = node.calledExpression.as(DeclReferenceExprSyntax.self),
        called.baseName.text == name, labels == nil
      {
        let trailing =
          (node.trailingClosure == nil ? [] : ["_"])
          + node.additionalTrailingClosures.map(\.label.text)
        labels = node.arguments.map { $0.label?.text ?? "_" } + trailing
      }
      return .visitChildren
    }

    override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
      guard node.name.text == name else { return .visitChildren }
      if node.parent?.is(AttributeSyntax.self) == true {
        isAttribute = true
      } else {
        isType = true
      }
      return .visitChildren
    }

    override func visit(_ node: InheritedTypeSyntax) -> SyntaxVisitorContinueKind {
      guard node.type.as(IdentifierTypeSyntax.self)?.name.text == name else {
        return .visitChildren
      }
      // A class may inherit from a class; nothing else does.
      let isClass = node.parent?.parent?.parent?.is(ClassDeclSyntax.self) == true
      (isInherited, isConformedTo) = (isClass, !isClass)
      return .visitChildren
    }
  }
}
