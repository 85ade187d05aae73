import ChapterModel
import SwiftSyntax

/// All names that the cells of a document declare, at whatever depth: of these its text may say something
/// else than one cell shows.
package struct DeclaredNames {
  /// Names of types, generic parameters among them.
  package private(set) var types: Set<String> = []
  /// Names of functions, cases, and what types have.
  package private(set) var members: Set<String> = []
  /// Names of variables that are no members.
  package private(set) var variables: Set<String> = []
  /// What types conform to, `Type: Protocol`.
  package private(set) var conformances: Set<String> = []
  /// Types that an extension adds something to.
  package private(set) var extended: Set<String> = []
  /// In how many cells a name is declared at the top level.
  package private(set) var topLevel: [String: Int] = [:]

  package init(_ cells: [Cell]) {
    for cell in cells {
      let collector = Collector()
      collector.walk(SwiftTree.parse(cell.code))
      types.formUnion(collector.types)
      members.formUnion(collector.members)
      variables.formUnion(collector.variables)
      conformances.formUnion(collector.conformances)
      let names = CellNames(cell.code)
      extended.formUnion(names.extended)
      for name in names.declared { topLevel[name, default: 0] += 1 }
    }
  }

  /// Whether a type, a member or a variable has a name.
  package func declares(_ name: String) -> Bool {
    types.contains(name) || members.contains(name) || variables.contains(name)
  }

  private final class Collector: SyntaxAnyVisitor {
    var types: Set<String> = []
    var members: Set<String> = []
    var variables: Set<String> = []
    var conformances: Set<String> = []

    init() { super.init(viewMode: .sourceAccurate) }

    override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
      if let group = node.asProtocol((any DeclGroupSyntax).self) {
        let type =
          node.as(ExtensionDeclSyntax.self)?.extendedType.trimmedDescription
          ?? node.asProtocol((any NamedDeclSyntax).self)?.name.plainText ?? ""
        for inherited in group.inheritanceClause?.inheritedTypes ?? [] {
          conformances.insert("\(type): \(inherited.type.trimmedDescription)")
        }
      }
      if let parameter = node.as(GenericParameterSyntax.self) {
        types.insert(parameter.name.plainText)
      } else if let element = node.as(EnumCaseElementSyntax.self) {
        members.insert(element.name.plainText)
      } else if let pattern = node.as(IdentifierPatternSyntax.self) {
        if isMember(pattern) {
          members.insert(pattern.identifier.plainText)
        } else {
          variables.insert(pattern.identifier.plainText)
        }
      } else if let named = node.asProtocol((any NamedDeclSyntax).self) {
        let isType =
          node.asProtocol((any DeclGroupSyntax).self) != nil || node.is(TypeAliasDeclSyntax.self)
          || node.is(AssociatedTypeDeclSyntax.self)
        if isType {
          types.insert(named.name.plainText)
        } else {
          members.insert(named.name.plainText)
        }
      }
      return .visitChildren
    }

    private func isMember(_ pattern: IdentifierPatternSyntax) -> Bool {
      for ancestor in sequence(first: Syntax(pattern), next: \.parent) {
        if ancestor.is(CodeBlockItemSyntax.self) { return false }
        if ancestor.is(MemberBlockItemSyntax.self) { return true }
      }
      return false
    }
  }
}
