import BookRendering
import CellExecution
import ChapterModel
import SourceModel

/// What is there for readers who write: what names are, copies of what they have made, and their changes in the author's
/// file.
extension LiveBook {
  /// A file with the chapter as a reader has changed it, for them to keep.
  ///
  /// - Parameter format: A format that `ReaderCopy` knows.
  func copy(_ edits: [CodeSplice.Edit], format: String, for client: String) async throws
    -> ReaderCopy
  {
    guard let reader = readers[client], let chapter = try live(reader.chapter) else {
      throw Refusal.noSuchChapter
    }
    let author = await chapter.known.chapter
    let text = try changed(author, CodeSplice(chapter: author).text(with: edits))
    var result = await (reader.own ?? chapter).fresh
    // Outputs of other code than this are nobody's.
    if await (reader.own ?? chapter).known.chapter.identity != text.identity { result.cells = [:] }
    guard let copy = try ReaderCopy(of: text, with: result, format: format) else {
      throw Refusal.noSuchFormat
    }
    return copy
  }

  /// The text that a reader sees.
  private func text(of client: String) async throws -> Chapter {
    guard let reader = readers[client], let chapter = try live(reader.chapter) else {
      throw Refusal.noSuchChapter
    }
    return await (reader.own ?? chapter).known.chapter
  }

  /// What helps a reader to write the code of a cell, and the cell.
  func assistant(for client: String, cell: Int) async throws -> (CodeAssistant, Cell) {
    let chapter = try await text(of: client)
    guard chapter.cells.indices.contains(cell) else { throw Refusal.noSuchChapter }
    return (await kernel.assistant(for: chapter), chapter.cells[cell])
  }

  /// What the names in the cells are that a reader sees, as JSON.
  ///
  /// - Throws: `SourceKitError` where SourceKit can't be asked.
  func names(for client: String) async throws -> [UInt8] {
    let text = try await text(of: client)
    let names = try await kernel.names(of: text)
    let symbols = reference.symbols
    return NamesScript(chapter: text, names: names) { symbols.address(of: $0, from: "") }.json
  }

  /// What a name is in a cell that is being written, as JSON.
  func json(of note: ChapterNames.Note?, in chapter: Chapter) -> [UInt8] {
    let symbols = reference.symbols
    return NamesScript.json(of: note, in: chapter) { symbols.address(of: $0, from: "") }
  }

  /// Writes a reader's change into the chapter's file.
  ///
  /// - Returns: false if the file has other code there than the reader changed; nothing is written then.
  func save(_ edit: CodeSplice.Edit, by client: String) async throws -> Bool {
    guard let name = readers[client]?.chapter,
      let entry = book.pages.first(where: { $0.name == name })
    else { throw Refusal.noSuchChapter }
    let chapter = try entry.chapter()
    let text = CodeSplice(chapter: chapter).text(with: [edit])
    guard text.ignored.isEmpty else { return false }
    _ = try changed(chapter, text)
    return try AtomicFile.replace(entry.url, saying: chapter.source.bytes, by: text.bytes)
  }
}
