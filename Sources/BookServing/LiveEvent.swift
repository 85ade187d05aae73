/// A message to an open page.
enum LiveEvent: Encodable, Sendable {
  /// The chapter's text has changed: its whole HTML, with the outputs so far.
  ///
  /// `origins` are its cells as the page knows them, where a reader has added or removed some. `answer` is
  /// there where the page has asked for this text: its numbers of cells change with the text, never before.
  case article(html: String, title: String, origins: [String]?, answer: EditAnswer?)
  /// A cell's output has changed.
  case cell(Int, html: String)
  /// The cell that is running, the cells whose outputs are out of date, and a note in words.
  case state(running: Int?, stale: [Int], note: String)
  /// An error that concerns the whole chapter. The page stays as it is.
  case problem(String)
  /// The file has changed, and the page has to apply its own changes to the new text.
  case rewritten

  /// What became of a reader's edits.
  struct EditAnswer: Encodable {
    /// The page's own number for what it asked.
    var run: Int
    /// Those that were left out, because the file has no cell with the code that was changed.
    var ignored: [String]
    /// Where the cells are now that have moved in the file.
    var moved: [String: Int]
  }

  private enum Key: String, CodingKey {
    case kind, html, title, origins, answer, cell, running, stale, note
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    switch self {
    case .article(let html, let title, let origins, let answer):
      try values.encode("article", forKey: .kind)
      try values.encode(html, forKey: .html)
      try values.encode(title, forKey: .title)
      try values.encode(origins, forKey: .origins)
      try values.encode(answer, forKey: .answer)
    case .cell(let cell, let html):
      try values.encode("cell", forKey: .kind)
      try values.encode(cell, forKey: .cell)
      try values.encode(html, forKey: .html)
    case .state(let running, let stale, let note):
      try values.encode("state", forKey: .kind)
      try values.encode(running, forKey: .running)
      try values.encode(stale, forKey: .stale)
      try values.encode(note, forKey: .note)
    case .problem(let note):
      try values.encode("problem", forKey: .kind)
      try values.encode(note, forKey: .note)
    case .rewritten: try values.encode("rewritten", forKey: .kind)
    }
  }
}
