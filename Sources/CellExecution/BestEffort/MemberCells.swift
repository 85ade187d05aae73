import ChapterModel
import SwiftSyntax

extension Cell {
  /// The cell within a type of its own, if it is members of one, which can't stand at the top level: properties
  /// with wrappers, initializers, subscripts, cases.
  ///
  /// - Parameter opening: What stands before its code then, on its first line.
  func withinType() -> (cell: Cell, opening: String)? {
    let tree = SwiftTree.parse(code)
    guard !tree.hasError, !tree.statements.isEmpty else { return nil }
    var kinds: Set<String> = []
    for item in tree.statements {
      guard case .decl(let declaration) = item.item, Self.canBeMember(declaration) else {
        return nil
      }
      if let kind = Self.typeNeeded(by: declaration) { kinds.insert(kind) }
    }
    guard let kind = ["enum", "class", "struct"].first(where: kinds.contains) else { return nil }
    let opening = "\(kind) Example\(index) { "
    return (withCode(opening + code + (code.hasSuffix("\n") ? "" : "\n") + "}\n"), opening)
  }

  private static func canBeMember(_ declaration: DeclSyntax) -> Bool {
    ![.importDecl, .extensionDecl, .operatorDecl, .precedenceGroupDecl, .macroDecl, .ifConfigDecl]
      .contains(declaration.kind)
  }

  /// The kind of type that a declaration can't do without; nil for one that can stand anywhere.
  private static func typeNeeded(by declaration: DeclSyntax) -> String? {
    switch declaration.kind {
    case .enumCaseDecl: return "enum"
    case .deinitializerDecl: return "class"
    case .initializerDecl, .subscriptDecl: return "struct"
    default: break
    }
    let modifiers = declaration.asProtocol((any WithModifiersSyntax).self)?.modifiers ?? []
    let words = Set(modifiers.map(\.name.text))
    if !words.isDisjoint(with: ["override", "convenience", "required", "class"]) { return "class" }
    if !words.isDisjoint(with: ["static", "mutating", "nonmutating"]) { return "struct" }
    guard let variable = declaration.as(VariableDeclSyntax.self) else { return nil }
    // At the top level, no property has a wrapper.
    let isWrapped = variable.attributes.contains { attribute in
      let name = attribute.as(AttributeSyntax.self)?.attributeName.trimmedDescription ?? ""
      return name.first?.isUppercase == true && !["MainActor", "TaskLocal"].contains(name)
    }
    return isWrapped ? "struct" : nil
  }
}
