/// Which lines of two outputs are equal, each to one of the other, where they may come in any order.
struct LinePairs {
  /// For each line of the first output, the line of the second that it equals.
  private(set) var partners: [Int?]
  /// The lines of the second output that equal none.
  private(set) var unpaired: [Int]

  private let comparison: OutputComparison

  /// Beyond this many lines without a partner of the same bytes, nearly equal ones aren't looked for.
  private static let searchLimit = 500

  init(_ lines: [Substring], _ others: [Substring], by comparison: OutputComparison) {
    self.comparison = comparison
    partners = Array(repeating: nil, count: lines.count)
    var free = Dictionary(grouping: others.indices.reversed()) { Array(others[$0].utf8) }
    var taken: [Int?] = Array(repeating: nil, count: others.count)
    for (number, line) in lines.enumerated() {
      guard let other = free[Array(line.utf8)]?.popLast() else { continue }
      (partners[number], taken[other]) = (other, number)
    }
    unpaired = others.indices.filter { taken[$0] == nil }
    let lonely = partners.indices.filter { partners[$0] == nil }
    if !lonely.isEmpty, !unpaired.isEmpty, lonely.count <= Self.searchLimit {
      pair(lonely, lines.map(comparison.tokens), others.map(comparison.tokens), &taken)
      unpaired = others.indices.filter { taken[$0] == nil }
    }
  }

  /// Finds partners among all lines: one that is taken is given up where its own partner finds another,
  /// for what equals two lines within a tolerance needn't have the first of them.
  private mutating func pair(
    _ lonely: [Int], _ lines: [[OutputToken]], _ others: [[OutputToken]], _ taken: inout [Int?]
  ) {
    let alike = Dictionary(grouping: others.indices) { Self.words(of: others[$0]) }
    for number in lonely {
      // Each line of the second output is tried once; what led to it is kept for the way back.
      var reachedFrom: [Int: Int] = [:]
      var open = [number]
      while let line = open.popLast() {
        let near = (alike[Self.words(of: lines[line])] ?? []).filter {
          reachedFrom[$0] == nil && comparison.areEqual(lines[line], others[$0])
        }
        for other in near { reachedFrom[other] = line }
        guard let free = near.first(where: { taken[$0] == nil }) else {
          open += near.compactMap { taken[$0] }
          continue
        }
        handOver(free, to: number, reachedFrom, &taken)
        break
      }
    }
  }

  /// Gives each line on the way from one without a partner to a free one the next.
  private mutating func handOver(
    _ free: Int, to first: Int, _ reachedFrom: [Int: Int], _ taken: inout [Int?]
  ) {
    var free: Int? = free
    while let other = free, let line = reachedFrom[other] {
      free = line == first ? nil : partners[line]
      (partners[line], taken[other]) = (other, line)
    }
  }

  /// The text between a line's numbers: lines are equal only where it is.
  private static func words(of tokens: [OutputToken]) -> [[UInt8]] {
    tokens.map { if case .text(let text) = $0 { Array(text.utf8) } else { [] } }
  }
}
