/// Says in text what differs, for a person at a terminal or reading a log.
public struct DifferenceReport: Sendable {
  /// Whether lines may have colours, as terminals show them.
  public var usesColour: Bool
  /// How many lines of one diff are shown.
  private static let lineLimit = 60

  /// Makes a report.
  public init(usesColour: Bool) { self.usesColour = usesColour }

  /// A difference as text: where, what, and the diff.
  public func text(_ difference: ChapterCheck.Difference) -> String {
    var text = "\(difference.location.file):\(difference.location.line): \(summary(difference))\n"
    let lines = difference.diff.lines
    for line in lines.prefix(Self.lineLimit) { text += "  \(self.line(line))\n" }
    if lines.count > Self.lineLimit {
      text += "  … and \(lines.count - Self.lineLimit) more lines\n"
    }
    return text
  }

  private func summary(_ difference: ChapterCheck.Difference) -> String {
    if difference.recorded.isEmpty { return "the cell prints, and nothing is recorded below it" }
    if difference.fresh.isEmpty { return "an output is recorded, and the cell prints nothing" }
    return "the cell's output isn't the recorded one"
  }

  private func line(_ line: LineDiff.Line) -> String {
    switch line {
    case .same(let text): "  \(text)"
    case .removed(let text): coloured("- \(text)", 31)
    case .added(let text): coloured("+ \(text)", 32)
    case .skipped(let count): coloured("  … \(count) equal line\(count == 1 ? "" : "s")", 2)
    }
  }

  private func coloured(_ text: String, _ code: Int) -> String {
    usesColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
