import SwiftSyntax

/// A comment of some code.
struct CodeComment {
  /// What stands behind `//`, or between `/*` and `*/`.
  let text: Substring
  /// Its first and last line, from 1.
  let lines: ClosedRange<Int>
  /// Whether nothing stands before it on its line.
  let isAlone: Bool

  /// All comments of a source but those that document something.
  static func all(in tree: SourceFileSyntax) -> [CodeComment] {
    let converter = SourceLocationConverter(fileName: "", tree: tree)
    var comments: [CodeComment] = []
    var lastCodeLine = 0
    for token in tree.tokens(viewMode: .sourceAccurate) {
      for (trivia, start) in [
        (token.leadingTrivia, token.position),
        (token.trailingTrivia, token.endPositionBeforeTrailingTrivia),
      ] {
        if start == token.endPositionBeforeTrailingTrivia, !token.text.isEmpty {
          lastCodeLine = converter.location(for: start).line
        }
        var position = start
        for piece in trivia {
          let first = converter.location(for: position).line
          position = position.advanced(by: piece.sourceLength.utf8Length)
          let text: Substring
          switch piece {
          case .lineComment(let comment): text = comment.dropFirst(2)
          case .blockComment(let comment): text = comment.dropFirst(2).dropLast(2)
          default: continue
          }
          let last = first + text.count { $0.isNewline }
          comments.append(
            CodeComment(text: text, lines: first...last, isAlone: lastCodeLine != first))
        }
      }
    }
    return comments
  }

  /// What it says on each of its lines.
  var textByLine: [(line: Int, text: Substring)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { (lines.lowerBound + $0.offset, $0.element) }
  }

  /// The lines that the comment says are wrong: its own, or where it stands alone the next and the one above.
  var linesMeantToFail: Set<Int> {
    guard text.contains(Self.failure) else { return [] }
    return isAlone ? [lines.lowerBound - 1, lines.upperBound + 1] : [lines.lowerBound]
  }

  nonisolated(unsafe) private static let failure =
    #/^\s*(error|compile(r|[- ]time)? error|invalid|illegal|not allowed|traps\b|crash(es)?\b)|❌|⛔|🛑|(is|an|compile[- ]time|compiler|compilation|runtime|build) error\b|error: |(does|do|will|can)(n't| not) compile|won't compile|fails to compile|not allowed|fatal error|assertion fails|triggers an? |(will|would) (trap|crash|fail)\b/#
    .ignoresCase()
}
