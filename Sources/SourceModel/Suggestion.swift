/// The known word that somebody may have meant.
package enum Suggestion {
  /// ` (did you mean 'WORD'?)`, or nothing where none is near.
  package static func text(for word: String, in known: [String]) -> String {
    nearest(to: word, in: known).map { " (did you mean '\($0)'?)" } ?? ""
  }

  /// The known word with the fewest changed letters, if those are few.
  package static func nearest(to word: String, in known: [String]) -> String? {
    let distances = known.map { (word: $0, distance: distance(word, name(of: $0))) }
    guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, name(of: best.word).count / 3) ? best.word : nil
  }

  /// Whether a word is a known one, but for one letter or the order of two: short words are too near to each other
  /// to say so.
  package static func isMisspelt(_ word: String, of known: some Sequence<String>) -> Bool {
    word.count >= 5
      && known.contains { other in
        guard abs(other.count - word.count) <= 1 else { return false }
        let distance = distance(word, other)
        return distance == 1 || distance == 2 && word.sorted() == other.sorted()
      }
  }

  /// A word without the value that stands behind it.
  private static func name(of word: String) -> String {
    String(word.prefix { $0 != "=" })
  }

  /// Levenshtein's distance: how many letters have to be changed, added or removed.
  private static func distance(_ word: String, _ other: String) -> Int {
    let (word, other) = (Array(word.prefix { $0 != "=" }), Array(other))
    var row = Array(0...other.count)
    for (i, letter) in word.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, otherLetter) in other.enumerated() {
        let change = diagonal + (letter == otherLetter ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[other.count]
  }
}
