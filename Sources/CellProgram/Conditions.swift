import ChapterModel
import SwiftSyntax

/// The conditions in a cell that holds some: its statements that are expressions.
struct Conditions {
  struct Condition {
    /// The line of the code on which it begins, from 1.
    let line: Int
    /// Whether nothing but white space stands before it there.
    let startsLine: Bool
    /// Its bytes in the code.
    let range: Range<Int>
    /// What it demands: the comment behind it, or else its own text.
    let demand: String
  }

  let all: [Condition]

  init(in code: String) {
    let tree = SwiftTree.parse(code)
    let converter = SourceLocationConverter(fileName: "", tree: tree)
    let comments = CodeComment.all(in: tree)
    var lastLine = 0
    all = tree.statements.compactMap { item in
      let (start, end) = (
        item.item.positionAfterSkippingLeadingTrivia, item.item.endPositionBeforeTrailingTrivia
      )
      let lines = converter.location(for: start).line...converter.location(for: end).line
      defer { lastLine = lines.upperBound }
      guard SwiftCode.isShown(item.with(\.semicolon, nil)) else { return nil }
      let comment = comments.first { !$0.isAlone && $0.lines.lowerBound == lines.upperBound }
      return Condition(
        line: lines.lowerBound, startsLine: lines.lowerBound > lastLine,
        range: start.utf8Offset..<end.utf8Offset,
        demand: (comment?.text ?? item.item.trimmedDescription[...]).split(
          whereSeparator: \.isWhitespace
        )
        .joined(separator: " "))
    }
  }

  /// Whether a condition can be given a call that opens on the line above.
  func begin(_ line: Int) -> Bool { all.contains { $0.line == line && $0.startsLine } }

  /// What has to stand in the code, so that the program stops where a condition isn't true.
  func insertions(in cell: Cell) -> [(offset: Int, text: String)] {
    all.flatMap { condition in
      let line = cell.firstCodeLine + condition.line - 1
      let end = ", \(condition.demand.debugDescription), #fileID, \(line))"
      let opening = condition.startsLine ? [] : [(condition.range.lowerBound, "__chaptersExpect(")]
      return opening + [(condition.range.upperBound, end)]
    }
  }
}
