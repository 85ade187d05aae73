import CellExecution
import CellProgram

/// Compares what a cell's comments promise with what its statements printed.
///
/// Comments that follow one another promise all that the statements before them print, back to the
/// comments above: as Swift's own documentation has it, a line too many breaks them as one too few
/// does. Statements without a comment, and before the one that it stands behind, print what they
/// like. Within a statement, a loop or a closure, the lines have to come in the comments' order.
struct PrintedPromises {
  /// Comments that say what isn't printed.
  struct Broken {
    /// The first of them, by its line in the code.
    var line: Int
    /// What they promise, and what was printed in its place; lines ended by `\n`.
    var promised: String
    var printed: String
  }

  let comparison: OutputComparison
  private let outputs: [StatementOutput]
  private let groups: [[PrintedComments.Promise]]

  init(_ comments: PrintedComments, of result: CellResult, by comparison: OutputComparison) {
    self.comparison = comparison
    outputs = result.statements
    groups = comments.promises.reduce(into: []) { groups, promise in
      if groups.last?.last?.place == promise.place {
        groups[groups.count - 1].append(promise)
      } else {
        groups.append([promise])
      }
    }
  }

  /// The first comments that aren't kept; nil if all are.
  var firstBroken: Broken? {
    var last = 0
    for group in groups {
      switch group[0].place {
      case .behind(let line):
        if let broken = broken(group, behind: outputs.filter { $0.line > last && $0.line <= line })
        {
          return broken
        }
        last = line
      case .within(let line):
        if let broken = broken(group, in: outputs.filter { $0.line == line }) { return broken }
      case .anywhere:
        if let broken = broken(group, in: outputs) { return broken }
      }
    }
    return nil
  }

  /// What the last statements printed has to be what is promised, and nothing else.
  private func broken(
    _ group: [PrintedComments.Promise], behind outputs: [StatementOutput]
  ) -> Broken? {
    let promised = group.flatMap(\.text)
    // The value of a cell's last expression is shown, not printed; a comment may say it all the same.
    let readings = [outputs, outputs.filter { !$0.isValue }]
    let ends = readings.flatMap { reading in
      reading.indices.reversed().map { Self.lines(of: reading[$0...]) }
    }
    if ends.contains(where: { areEqual(promised, $0) }) { return nil }
    let nearest = ends.first { $0.count >= promised.count } ?? Self.lines(of: outputs[...])
    let kept =
      comparison.isUnordered
      ? LinePairs(Self.trimmed(promised), Self.trimmed(nearest), by: comparison).partners
        .firstIndex { $0 == nil } ?? promised.count
      : zip(promised, nearest).prefix { areEqual([$0], [$1]) }.count
    return Broken(
      line: line(of: kept, in: group), promised: Self.text(promised), printed: Self.text(nearest))
  }

  /// The line of the comment that has the group's promised line of some number, from 0.
  private func line(of number: Int, in group: [PrintedComments.Promise]) -> Int {
    var count = 0
    for promise in group {
      count += promise.text.count
      if number < count { return promise.line }
    }
    return group[group.count - 1].line
  }

  /// The promised lines have to stand among the others, in their order.
  private func broken(
    _ group: [PrintedComments.Promise], in outputs: [StatementOutput]
  ) -> Broken? {
    let printed = Self.lines(of: outputs[...])
    if comparison.isUnordered {
      let promised = Self.trimmed(group.flatMap(\.text))
      let pairs = LinePairs(promised, Self.trimmed(printed), by: comparison)
      guard let first = pairs.partners.firstIndex(where: { $0 == nil }) else { return nil }
      return Broken(
        line: line(of: first, in: group), promised: Self.text(group.flatMap(\.text)),
        printed: Self.text(printed))
    }
    var rest = printed[...]
    for promise in group {
      let count = promise.text.count
      let start = rest.indices.first {
        $0 + count <= rest.endIndex && areEqual(promise.text, Array(rest[$0..<($0 + count)]))
      }
      guard let start else {
        return Broken(
          line: promise.line, promised: Self.text(group.flatMap(\.text)),
          printed: Self.text(printed))
      }
      rest = rest[(start + count)...]
    }
    return nil
  }

  /// A comment can't show blank lines at its end.
  private func areEqual(_ promised: [String], _ printed: [String]) -> Bool {
    comparison.areEqual(
      Self.withoutBlankEnd(Self.trimmed(promised)), Self.withoutBlankEnd(Self.trimmed(printed)))
  }

  private static func withoutBlankEnd(_ lines: [Substring]) -> [Substring] {
    lines.dropLast(lines.reversed().prefix(while: \.isEmpty).count)
  }

  /// What statements printed together: one may end a line that another began.
  private static func lines(of outputs: ArraySlice<StatementOutput>) -> [String] {
    let text = OutputText.recorded(outputs.map(\.text).joined())
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  private static func trimmed(_ lines: [String]) -> [Substring] {
    lines.map { $0[...].trimmingSpaces }
  }

  private static func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
}
