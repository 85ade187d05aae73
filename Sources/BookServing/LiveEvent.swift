/// What a page that is open is told.
enum LiveEvent: Encodable, Sendable {
  /// The chapter's text is another: all of it, outputs as far as they are known.
  case article(html: String, title: String)
  /// A cell has something else to show.
  case cell(Int, html: String)
  /// What runs and what no longer holds; a sentence on how.
  case state(running: Int?, stale: [Int], note: String)
  /// The chapter can't be read, or again; the page stays as it was.
  case problem(String)
  /// The author has written another text, into which the reader's changes have yet to be put.
  case rewritten

  private enum Key: String, CodingKey { case kind, html, title, cell, running, stale, note }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    switch self {
    case .article(let html, let title):
      try values.encode("article", forKey: .kind)
      try values.encode(html, forKey: .html)
      try values.encode(title, forKey: .title)
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
