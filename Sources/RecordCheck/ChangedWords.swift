/// The words of a line that aren't those of the line it took the place of.
struct ChangedWords {
  /// A piece of the new line.
  struct Piece {
    var text: String
    var isChanged: Bool
  }

  /// The new line, in pieces.
  let pieces: [Piece]

  /// Compares two lines; nil unless they have equally many words, and some in common.
  init?(_ lines: (old: String, new: String)) {
    let old = Self.split(lines.old)
    let new = Self.split(lines.new)
    guard old.count == new.count else { return nil }
    pieces = zip(old, new).map { Piece(text: String($1), isChanged: $0 != $1 && $1.first != " ") }
    let words = pieces.filter { $0.text.first != " " }
    guard words.contains(where: \.isChanged), words.contains(where: { !$0.isChanged }) else {
      return nil
    }
  }

  /// A line of marks to stand below the new line.
  var marks: String {
    var marks = ""
    for piece in pieces {
      marks += String(repeating: piece.isChanged ? "^" : " ", count: piece.text.count)
    }
    while marks.last == " " { marks.removeLast() }
    return marks
  }

  /// A line as words and the spaces between them, in turn.
  private static func split(_ line: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = line[...]
    while let first = rest.first {
      let part = rest.prefix { ($0 == " ") == (first == " ") }
      parts.append(part)
      rest = rest.dropFirst(part.count)
    }
    return parts
  }
}

extension LineDiff {
  /// For each line added in the place of another, the two of them.
  func changedPartners() -> [Int: (old: String, new: String)] {
    var partners: [Int: (old: String, new: String)] = [:]
    var removed: [String] = []
    var added = 0
    for (number, line) in lines.enumerated() {
      switch line {
      case .removed(let text):
        if added > 0 { removed = [] }
        added = 0
        removed.append(text)
      case .added(let text):
        if added < removed.count { partners[number] = (removed[added], text) }
        added += 1
      case .same, .skipped: (removed, added) = ([], 0)
      }
    }
    return partners
  }
}
