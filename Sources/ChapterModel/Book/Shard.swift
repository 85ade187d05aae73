/// A part of a book, for one of several machines: `2/8` is the second of eight.
///
/// The chapters with most cells are dealt first, each to the part with fewest cells so far, so the
/// parts are even; the same book gives the same parts everywhere.
package struct Shard: Hashable, Sendable {
  package let number: Int
  package let count: Int

  /// Reads `2/8`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], count > 0,
      (1...count).contains(number)
    else { return nil }
    self.number = number
    self.count = count
  }

  /// The chapters of this part, in their order.
  package func chapters(of chapters: [ChapterEntry]) -> [ChapterEntry] {
    var loads = [Int](repeating: 0, count: count)
    var mine: Set<Int> = []
    let bySize = chapters.indices.sorted {
      (-chapters[$0].cellCount, $0) < (-chapters[$1].cellCount, $1)
    }
    for index in bySize {
      let part = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
      // A chapter costs something even without cells.
      loads[part] += chapters[index].cellCount + 1
      if part == number - 1 { mine.insert(index) }
    }
    return chapters.indices.filter(mine.contains).map { chapters[$0] }
  }
}
