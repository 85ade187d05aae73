import CellExecution
import ChapterModel
import SourceModel

/// Records a run's outputs in a chapter's file, and loses nothing that is saved there while cells run.
package struct ChapterUpdate: Sendable {
  package let chapter: Chapter
  package let result: ChapterResult
  /// How often a file is read again that somebody saves again and again.
  private static let attempts = 10

  /// Makes the update of a run.
  package init(_ chapter: Chapter, _ result: ChapterResult) {
    (self.chapter, self.result) = (chapter, result)
  }

  /// Writes the outputs of some cells, and their figures, into what the file says now.
  ///
  /// - Throws: `UpdateError` or `SpliceError` where nothing was written, because the cells aren't those
  ///   that ran any more, or the chapter wouldn't be read as it is; `FileError` for the file itself.
  package func write(where isMeant: (Cell) -> Bool) throws {
    var chapter = chapter
    for _ in 0..<Self.attempts {
      guard AtomicFile.isStill(chapter.url, saying: chapter.source.bytes) else {
        chapter = try readAgain()
        continue
      }
      let bytes = try RecordSplice(chapter).bytes(with: result, where: isMeant)
      let figures = FigureFiles(chapter, result)
      // Figures first: a chapter may not refer to what isn't there.
      try figures.record(where: isMeant)
      if try AtomicFile.replace(chapter.url, saying: chapter.source.bytes, by: bytes) {
        return try figures.removeStale(after: bytes)
      }
    }
    throw UpdateError.savedAgainAndAgain(chapter.source.path)
  }

  private func readAgain() throws -> Chapter {
    let now: Chapter
    do {
      now = try chapter.readAgain()
    } catch let error where error.isUnreadable {
      throw UpdateError.unreadable(chapter.source.path)
    } catch {
      throw UpdateError.otherCells(chapter.source.path)
    }
    guard now.cells.elementsEqual(chapter.cells, by: { $0.isSame(as: $1) }) else {
      throw UpdateError.otherCells(chapter.source.path)
    }
    return now
  }
}

/// Why nothing is recorded in a chapter that was changed while its cells ran.
package enum UpdateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Its cells aren't those that ran; its path.
  case otherCells(String)
  /// The file is gone or can't be read.
  case unreadable(String)
  /// It changed whenever it was to be written.
  case savedAgainAndAgain(String)

  /// One sentence with what to do.
  package var description: String {
    switch self {
    case .otherCells(let path):
      """
      \(path): error: not recorded: its cells were changed while they ran; run 'chapters update' again
      """
    case .unreadable(let path):
      "\(path): error: not recorded: the file was removed, or can't be read any more"
    case .savedAgainAndAgain(let path):
      """
      \(path): error: not recorded: the file is saved again and again; run 'chapters update' when it \
      rests
      """
    }
  }
}
