import SourceModel

/// What changed between two texts, line by line.
package struct LineDiff: Sendable {
  /// A line of a diff.
  package enum Line: Hashable, Sendable {
    case same(String)
    /// Only in the recorded text.
    case removed(String)
    /// Only in the fresh text.
    case added(String)
    /// Lines left out.
    case skipped(Int)
  }

  /// The lines that differ, with up to two equal ones around them.
  package let lines: [Line]
  /// The first line of the recorded text that isn't in the fresh one, or before which one is
  /// missing, from 0.
  let firstDifference: Int

  /// Beyond this many lines on a side a diff isn't worth its time: all of the middle is one change.
  private static let searchLimit = 2000
  private static let context = 2

  /// Compares two texts.
  package init(_ recorded: String, _ fresh: String, by comparison: OutputComparison) {
    let old = Self.split(recorded)
    let new = Self.split(fresh)
    if comparison.isUnordered {
      let pairs = LinePairs(old, new, by: comparison)
      firstDifference = pairs.partners.firstIndex { $0 == nil } ?? old.count
      lines = Self.trimmed(Self.changes(old, new, pairs))
      return
    }
    let head = zip(old, new).prefix { comparison.areEqualLines($0, $1) }.count
    let tail = zip(old.dropFirst(head).reversed(), new.dropFirst(head).reversed())
      .prefix { comparison.areEqualLines($0, $1) }.count
    let middle = Self.changes(
      Array(old[head..<(old.count - tail)]), Array(new[head..<(new.count - tail)]), comparison)
    firstDifference = head
    lines = Self.trimmed(
      old.prefix(head).map { .same(String($0)) } + middle
        + old.suffix(tail).map { .same(String($0)) })
  }

  private init(lines: [Line], firstDifference: Int) {
    self.lines = lines
    self.firstDifference = firstDifference
  }

  /// The same for people: with what a terminal would obey written out.
  package var visible: LineDiff {
    let lines = lines.map { line -> Line in
      switch line {
      case .same(let text): .same(text.visible)
      case .removed(let text): .removed(text.visible)
      case .added(let text): .added(text.visible)
      case .skipped: line
      }
    }
    return LineDiff(lines: lines, firstDifference: firstDifference)
  }

  private static func split(_ text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// The recorded lines in their order, and each fresh one without a partner below a recorded one without.
  private static func changes(
    _ old: [Substring], _ new: [Substring], _ pairs: LinePairs
  ) -> [Line] {
    var added = pairs.unpaired[...]
    var lines: [Line] = []
    for (line, partner) in zip(old, pairs.partners) {
      if partner != nil {
        lines.append(.same(String(line)))
      } else {
        lines.append(.removed(String(line)))
        if let other = added.popFirst() { lines.append(.added(String(new[other]))) }
      }
    }
    return lines + added.map { .added(String(new[$0])) }
  }

  private static func changes(
    _ old: [Substring], _ new: [Substring], _ comparison: OutputComparison
  ) -> [Line] {
    guard max(old.count, new.count) <= searchLimit else {
      return old.map { .removed(String($0)) } + new.map { .added(String($0)) }
    }
    let difference = new.difference(from: old) { comparison.areEqualLines($1, $0) }
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [Line] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if removed.contains(i) {
        lines.append(.removed(String(old[i])))
        i += 1
      } else if added.contains(j) {
        lines.append(.added(String(new[j])))
        j += 1
      } else {
        lines.append(.same(String(old[i])))
        i += 1
        j += 1
      }
    }
    return lines
  }

  /// Leaves out equal lines far from any change.
  private static func trimmed(_ lines: [Line]) -> [Line] {
    let changed = lines.indices.filter { if case .same = lines[$0] { false } else { true } }
    guard !changed.isEmpty else { return [] }
    var shown: Set<Int> = []
    for index in changed {
      shown.formUnion(max(0, index - context)...min(lines.count - 1, index + context))
    }
    var result: [Line] = []
    var skipped = 0
    for index in lines.indices {
      if shown.contains(index) {
        if skipped > 0 { result.append(.skipped(skipped)) }
        skipped = 0
        result.append(lines[index])
      } else {
        skipped += 1
      }
    }
    return skipped > 0 ? result + [.skipped(skipped)] : result
  }
}
