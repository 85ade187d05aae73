import ChapterModel
import SourceModel
import SwiftSyntax

/// The statements at the top level of some code, each with the names by which it hangs together with others.
package struct CellStatements {
  package struct Statement {
    package let names: CellNames
    /// Where it begins and ends in the code, in bytes.
    fileprivate let range: Range<Int>
  }

  package let all: [Statement]
  private let code: String

  package init(_ code: String) {
    self.code = code
    all = SwiftTree.parse(code).statements.map { item in
      let start = item.positionAfterSkippingLeadingTrivia.utf8Offset
      return Statement(
        names: CellNames(item.trimmedDescription),
        range: start..<item.endPositionBeforeTrailingTrivia.utf8Offset)
    }
  }

  /// The code with spaces in the place of the other statements; lines and columns stay.
  package func keeping(_ kept: Set<Int>) -> String {
    var bytes = Array(code.utf8)
    for (number, statement) in all.enumerated() where !kept.contains(number) {
      for offset in statement.range where bytes[offset] != .lineFeed { bytes[offset] = .space }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The code within braces, in which what it declares is nobody else's; nil where something of it can't stand
  /// there.
  package var inBraces: String? {
    let tree = SwiftTree.parse(code)
    let canStand = tree.statements.allSatisfy { item in
      guard case .decl(let declaration) = item.item else { return true }
      return [.variableDecl, .functionDecl, .structDecl, .classDecl, .enumDecl].contains(
        declaration.kind)
    }
    guard canStand, !tree.hasError else { return nil }
    return "do { " + code + (code.hasSuffix("\n") ? "" : "\n") + "}\n"
  }

  /// The code in which tasks that nobody holds are waited for; nil where there are none.
  ///
  /// A document shows what a task prints below it, as if it were over then.
  package var awaitingTasks: String? {
    var bytes = Array(code.utf8)
    var isFound = false
    for item in SwiftTree.parse(code).statements.reversed() {
      guard case .expr(let expression) = item.item,
        let call = expression.as(FunctionCallExprSyntax.self),
        ["Task", "Task.detached"].contains(call.calledExpression.trimmedDescription)
      else { continue }
      isFound = true
      bytes.insert(
        contentsOf: ".result".utf8, at: call.endPositionBeforeTrailingTrivia.utf8Offset)
      bytes.insert(
        contentsOf: "_ = await ".utf8, at: call.positionAfterSkippingLeadingTrivia.utf8Offset)
    }
    return isFound ? String(decoding: bytes, as: UTF8.self) : nil
  }
}
