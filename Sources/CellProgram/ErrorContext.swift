import ChapterModel
import SourceModel
import SwiftSyntax

/// What stands at the place of an error in a cell's code.
package struct ErrorContext {
  /// Something that is called.
  package struct Callee: Hashable, Sendable {
    package var name: String
    /// Whether it stands behind a value or a type, whose member it is.
    package var isMember: Bool
  }

  /// What is called there: functions or types, from the inside out.
  package private(set) var callees: [Callee] = []
  /// Whether it is what a `catch` compares the error with: `catch failure as Failure`, without `let`.
  package private(set) var isCaughtValue = false
  /// The names that the expression speaks of and the cell doesn't bind.
  package private(set) var names: Set<String> = []
  /// All words of the expression that name something: members and labels, too.
  package private(set) var identifiers: Set<String> = []

  /// - Parameter place: The line and column in the code, both from 1.
  package init(_ code: String, at place: SourcePosition) {
    let tree = SwiftTree.parse(code)
    let lines = code.utf8.split(separator: .lineFeed, omittingEmptySubsequences: false)
    guard place.line >= 1, place.line <= lines.count, place.column >= 1 else { return }
    let offset =
      lines.prefix(place.line - 1).reduce(0) { $0 + $1.count + 1 } + place.column - 1
    guard let token = tree.token(at: AbsolutePosition(utf8Offset: min(offset, code.utf8.count - 1)))
    else { return }
    var outermost: Syntax?
    for ancestor in sequence(first: Syntax(token), next: \.parent) {
      if ancestor.is(CodeBlockItemSyntax.self) || ancestor.is(MemberBlockItemSyntax.self) {
        if outermost == nil { outermost = ancestor }
        break
      }
      if ancestor.is(ExprSyntax.self) { outermost = ancestor }
      if let item = ancestor.as(CatchItemSyntax.self) {
        isCaughtValue =
          item.pattern?.is(ExpressionPatternSyntax.self) == true && isSpokenOfAlone(token)
        break
      }
      if let call = ancestor.as(FunctionCallExprSyntax.self),
        let callee = Self.callee(call.calledExpression)
      {
        callees.append(callee)
      }
      if let call = ancestor.as(MacroExpansionExprSyntax.self) {
        callees.append(Callee(name: call.macroName.plainText, isMember: false))
      }
    }
    guard let outermost else { return }
    let used = UsedNames()
    used.walk(outermost)
    names = used.names
    identifiers = Set(
      outermost.tokens(viewMode: .sourceAccurate).compactMap { token in
        if case .identifier = token.tokenKind { token.plainText } else { nil }
      })
  }

  /// Whether a name stands for a value, and not for the type around a case: `Failure.isEmpty`.
  private func isSpokenOfAlone(_ token: TokenSyntax) -> Bool {
    guard let reference = token.parent?.as(DeclReferenceExprSyntax.self) else { return false }
    return reference.parent?.is(MemberAccessExprSyntax.self) == false
      && reference.parent?.is(FunctionCallExprSyntax.self) == false
  }

  private static func callee(_ called: ExprSyntax) -> Callee? {
    if let reference = called.as(DeclReferenceExprSyntax.self) {
      return Callee(name: reference.baseName.plainText, isMember: false)
    }
    if let access = called.as(MemberAccessExprSyntax.self) {
      let name = access.declName.baseName.plainText
      let type = name == "init" ? access.base.flatMap(callee) : nil
      return type ?? Callee(name: name, isMember: true)
    }
    if let generic = called.as(GenericSpecializationExprSyntax.self) {
      return callee(generic.expression)
    }
    if let optional = called.as(OptionalChainingExprSyntax.self) {
      return callee(optional.expression)
    }
    return called.as(ForceUnwrapExprSyntax.self).flatMap { callee($0.expression) }
  }
}
