import ChapterModel
import SourceModel
import SwiftSyntax

/// What a source declares within `#if`: names that there may be on another system alone.
package enum ConditionalNames {
  /// Whether a source may have some.
  package static func mayBe(in code: String) -> Bool { code.containsBytes(of: "#if") }

  /// The names, without labels but for initialisers': `init(value:)`.
  package static func all(in code: String) -> Set<String> {
    guard mayBe(in: code) else { return [] }
    let collector = Collector()
    collector.walk(SwiftTree.parse(code))
    return collector.names
  }

  private final class Collector: SyntaxAnyVisitor {
    private(set) var names: Set<String> = []
    private var depth = 0

    init() { super.init(viewMode: .sourceAccurate) }

    override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
      if node.is(IfConfigDeclSyntax.self) { depth += 1 }
      guard depth > 0 else { return .visitChildren }
      if let named = node.asProtocol((any NamedDeclSyntax).self) {
        names.insert(named.name.plainText)
      } else if let element = node.as(EnumCaseElementSyntax.self) {
        names.insert(element.name.plainText)
      } else if let binding = node.as(PatternBindingSyntax.self) {
        names.formUnion(SwiftCode.names(in: binding.pattern))
      } else if let made = node.as(InitializerDeclSyntax.self) {
        let labels = made.signature.parameterClause.parameters.map { $0.firstName.text + ":" }
        names.insert("init(\(labels.joined()))")
      }
      return .visitChildren
    }

    override func visitAnyPost(_ node: Syntax) {
      if node.is(IfConfigDeclSyntax.self) { depth -= 1 }
    }
  }
}
