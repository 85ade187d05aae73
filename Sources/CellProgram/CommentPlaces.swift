import SwiftSyntax

/// Where comments stand among a cell's statements at the top level.
struct CommentPlaces {
  private struct Statement {
    var lines: ClosedRange<Int>
    /// The statement that the program says it is at meanwhile; none in a declaration.
    var named: Int?
  }

  private var statements: [Statement] = []

  init(_ tree: SourceFileSyntax, _ converter: SourceLocationConverter) {
    var named: Int?
    for item in tree.statements {
      let first = converter.location(for: item.positionAfterSkippingLeadingTrivia).line
      let last = converter.location(for: item.endPositionBeforeTrailingTrivia).line
      guard SwiftCode.runs(item) else {
        statements.append(Statement(lines: first...last, named: nil))
        continue
      }
      // The program says where it is only where a statement begins a line.
      if statements.last?.lines.upperBound != first { named = first }
      statements.append(Statement(lines: first...last, named: named))
    }
  }

  /// Whose output a comment on this line speaks of. Behind a declaration, it is the statement before
  /// that.
  func place(ofLine line: Int) -> PrintedComments.Place {
    // On its last line a comment stands behind a statement: within, something would follow.
    if let around = statements.first(where: {
      $0.lines.contains(line) && line < $0.lines.upperBound
    }) {
      return around.named.map { .within($0) } ?? .anywhere
    }
    let before = statements.last { $0.lines.upperBound <= line && $0.named != nil }
    return before?.named.map { .behind($0) } ?? .anywhere
  }
}
