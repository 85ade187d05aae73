import SourceModel

/// Finds in a text, one after the other, the pieces that its parser names without their exact places.
struct ParsedPlaces {
  private let bytes: [UInt8]
  private let lineStarts: [Int]
  /// Where the piece ends that was found last.
  private var end = 0

  /// How many lines below the one that the parser names, where a paragraph begins, a piece is looked for.
  private static let reach = 40

  init(in text: String) {
    let bytes = Array(text.utf8)
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == .lineFeed }.map { $0 + 1 }
  }

  /// The next piece from a line on, with its marks, as many on either side as stand there.
  ///
  /// - Parameter mark: What has to stand on either side of it; nil where nothing need.
  /// - Returns: Where its marks begin, and how many there are; nil where it isn't written as the parser says.
  mutating func next(_ piece: String, from line: Int, between mark: Character? = nil) -> (
    start: SourcePosition, marks: Int
  )? {
    guard lineStarts.indices.contains(line - 1) else { return nil }
    let wanted = Array(piece.utf8)
    let last = line - 1 + Self.reach
    let limit = lineStarts.indices.contains(last) ? lineStarts[last] : bytes.count
    var start = max(end, lineStarts[line - 1])
    while start < limit, let range = bytes[start..<limit].firstRange(ofBytes: wanted) {
      if let count = mark.map({ count(of: $0, around: range) }) ?? 0 {
        end = range.upperBound + count
        return (position(of: range.lowerBound - count), count)
      }
      start = range.lowerBound + 1
    }
    return nil
  }

  /// How many marks stand on both sides; nil where there are none, or not as many.
  private func count(of mark: Character, around range: Range<Int>) -> Int? {
    let before = bytes[..<range.lowerBound].reversed().prefix { $0 == mark.asciiValue }.count
    let behind = bytes[range.upperBound...].prefix { $0 == mark.asciiValue }.count
    return before > 0 && before == behind ? before : nil
  }

  private func position(of offset: Int) -> SourcePosition {
    let line = lineStarts.lastIndex { $0 <= offset } ?? 0
    return SourcePosition(line: line + 1, column: offset - lineStarts[line] + 1)
  }
}
