import SourceModel

extension CellOptions {
  /// The words that decide what the cell's program does, without those about comparison and page.
  var wordsOfRun: [String] { words.filter { CellWord.read($0)?.word.effect != .presentation } }

  /// Reads the words after `swift`.
  ///
  /// - Throws: `ChapterError` in a book, for a word that isn't known or has a wrong value.
  package init(
    words: some Sequence<Substring>, in dialect: Dialect, at location: SourceLocation
  ) throws(ChapterError) {
    for word in words {
      var next = self
      do {
        try next.read(word, at: location)
      } catch {
        if dialect == .book { throw error }
        continue
      }
      next.words.append(String(word))
      self = next
    }
    guard dialect == .book else { return }
    if isForPage, let other = firstWord(where: { !$0.isPartOfProgram || $0.holdsConditions }) {
      throw ChapterError(.contradiction(other, "wasm"), at: location)
    }
    if prediction != nil, let other = firstWord(where: { !$0.recordsOutput }) {
      throw ChapterError(.contradiction(other, "predict"), at: location)
    }
  }

  /// The first of the words that by itself makes a cell one of those meant.
  private func firstWord(where isMeant: (CellOptions) -> Bool) -> String? {
    words.first { word in
      var alone = CellOptions()
      if let (word, value) = CellWord.read(word) { try? word.apply(&alone, value) }
      return isMeant(alone)
    }
  }

  private mutating func read(
    _ text: Substring, at location: SourceLocation
  ) throws(ChapterError) {
    let unknown = ChapterError(.unknownWord(String(text), CellWord.examples), at: location)
    guard let (word, value) = CellWord.read(text) else { throw unknown }
    do {
      try word.apply(&self, value)
    } catch {
      switch error {
      case .unknown: throw unknown
      case .badValue(let expected):
        throw ChapterError(.badValue(word.name, value ?? "", expected), at: location)
      case .contradicts(let other):
        throw ChapterError(.contradiction(other, word.name), at: location)
      }
    }
  }
}
