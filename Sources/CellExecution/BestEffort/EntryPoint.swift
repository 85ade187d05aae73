import ChapterModel
import SourceModel
import SwiftSyntax

extension Cell {
  /// The cell without `@main`, which can't stand beside statements; its columns stay.
  var withoutEntryPoint: Cell {
    guard code.contains("@main") else { return self }
    var bytes = Array(code.utf8)
    for item in SwiftTree.parse(code).statements {
      guard case .decl(let declaration) = item.item,
        let attributes = declaration.asProtocol((any WithAttributesSyntax).self)?.attributes
      else { continue }
      for attribute in attributes where attribute.trimmedDescription == "@main" {
        let start = attribute.positionAfterSkippingLeadingTrivia.utf8Offset
        for offset in start..<(start + "@main".utf8.count) { bytes[offset] = .space }
      }
    }
    return withCode(String(decoding: bytes, as: UTF8.self))
  }

  /// The cell with spaces in the place of the innermost statements and members on some lines of its code.
  func withoutStatements(at lines: Set<Int>) -> Cell {
    let tree = SwiftTree.parse(code)
    let converter = SourceLocationConverter(fileName: "", tree: tree)
    let finder = Statements(viewMode: .sourceAccurate)
    finder.walk(tree)
    var bytes = Array(code.utf8)
    for line in lines {
      let around = finder.found.filter { node in
        let first = converter.location(for: node.positionAfterSkippingLeadingTrivia).line
        let last = converter.location(for: node.endPositionBeforeTrailingTrivia).line
        return (first...last).contains(line)
      }
      // The innermost comes last.
      guard let node = around.last else { continue }
      let range =
        node.positionAfterSkippingLeadingTrivia
        .utf8Offset..<node.endPositionBeforeTrailingTrivia
        .utf8Offset
      for offset in range where bytes[offset] != .lineFeed { bytes[offset] = .space }
    }
    return withCode(String(decoding: bytes, as: UTF8.self))
  }
}

private final class Statements: SyntaxVisitor {
  var found: [Syntax] = []

  override func visit(_ node: CodeBlockItemSyntax) -> SyntaxVisitorContinueKind {
    found.append(Syntax(node))
    return .visitChildren
  }
  override func visit(_ node: MemberBlockItemSyntax) -> SyntaxVisitorContinueKind {
    found.append(Syntax(node))
    return .visitChildren
  }
}
