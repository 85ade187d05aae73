/// What the names in a chapter's cells are.
package struct ChapterNames: Codable, Hashable, Sendable {
  /// What there is to say of something that has a name: once for all places that speak of it.
  package struct Note: Codable, Hashable, Sendable {
    /// Its declaration, with its type.
    package var declaration: String
    /// The first sentence of its documentation; empty if it has none.
    package var summary: String
    /// The module that declares it; empty for a cell.
    package var module: String
    /// Its name, with labels, behind those of the types around it.
    package var path: [String]
    /// The file that declares it, if that is known, and the line.
    package var file: String?
    package var line: Int?
    /// The place of the cell that declares it, if one does.
    package var cell: Int?
  }

  /// A place in a cell that speaks of something.
  package struct Use: Codable, Hashable, Sendable {
    /// How many UTF-16 units of the cell's code stand before it.
    package var start: Int
    /// How many it has.
    package var length: Int
    /// The place of its note.
    package var note: Int
  }

  /// The state of the library whose documentation the notes have.
  package var library = ""
  package private(set) var notes: [Note] = []
  /// By the cells' places.
  package private(set) var uses: [Int: [Use]] = [:]

  package init() {}

  /// Adds a name of a cell, which takes up some bytes of its code.
  mutating func add(_ note: Note, at bytes: Range<Int>, of code: String, cell: Int) {
    let place = notes.firstIndex(of: note) ?? notes.count
    if place == notes.count { notes.append(note) }
    let text = code.utf8
    let start = text.index(text.startIndex, offsetBy: bytes.lowerBound)
    let end = text.index(start, offsetBy: bytes.count)
    uses[cell, default: []].append(
      Use(
        start: code[..<start].utf16.count, length: code[start..<end].utf16.count, note: place))
  }
}
