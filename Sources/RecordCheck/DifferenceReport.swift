import SourceModel

/// Says in text what differs, for a person at a terminal or reading a log. What others wrote is visible
/// in it, so that only its own colours are obeyed.
package struct DifferenceReport: Sendable {
  /// Whether lines may have colours, as terminals show them.
  package var usesColour: Bool
  /// How many lines of one diff are shown.
  private static let lineLimit = 60

  package init(usesColour: Bool) { self.usesColour = usesColour }

  /// A difference as text: where, what, and the diff.
  package func text(_ difference: ChapterCheck.Difference) -> String {
    let place = "\(difference.location.file):\(difference.location.line)"
    return "\(place.visible): \(difference.summary)\n" + details(difference)
  }

  /// What differs: figures in words, text as a diff.
  package func details(_ difference: ChapterCheck.Difference) -> String {
    let figures = difference.figures.map { "  \($0.file.visible): \($0.problem.visible)\n" }
    return figures.joined() + diff(difference.diff)
  }

  /// A diff as text. Below a line of which only some words changed, marks stand under those; with
  /// colours, the words themselves are marked.
  package func diff(_ diff: LineDiff) -> String {
    let diff = diff.visible
    let partners = diff.changedPartners()
    var text = ""
    for (number, line) in diff.lines.enumerated().prefix(Self.lineLimit) {
      let partner = partners[number].flatMap(ChangedWords.init)
      text += "  \(self.line(line, partner))\n"
      if case .added = line, !usesColour, let partner { text += "    \(partner.marks)\n" }
    }
    if diff.lines.count > Self.lineLimit {
      text += "  … and \(diff.lines.count - Self.lineLimit) more lines\n"
    }
    return text
  }

  private func line(_ line: LineDiff.Line, _ words: ChangedWords?) -> String {
    switch line {
    case .same(let text): "  \(text)"
    case .removed(let text): coloured("- \(text)", 31)
    case .added(let text):
      if usesColour, let words {
        coloured("+ ", 32) + words.pieces.map { coloured($0.text, $0.isChanged ? 7 : 32) }.joined()
      } else {
        coloured("+ \(text)", 32)
      }
    case .skipped(let count): coloured("  … \(count) equal line\(count == 1 ? "" : "s")", 2)
    }
  }

  private func coloured(_ text: String, _ code: Int) -> String {
    usesColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension ChapterCheck.Difference {
  /// What is wrong, in a few words.
  package var summary: String {
    switch subject {
    case .value: return "the value isn't the one that its comment shows"
    case .choices: return "not exactly one of the choices in `predict` is the cell's output"
    case .record: break
    }
    if cell.isRecordedInComments { return "the cell doesn't print what its comment says" }
    if recorded.isEmpty { return "the cell prints, and nothing is recorded below it" }
    if diff.lines.isEmpty, !figures.isEmpty { return "the cell's figure isn't the recorded one" }
    if fresh.isEmpty { return "an output is recorded, and the cell prints nothing" }
    return "the cell's output isn't the recorded one"
  }
}
