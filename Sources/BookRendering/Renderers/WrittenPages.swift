import CellExecution
import ChapterModel
import Foundation
import Synchronization

/// The chapters of which pages were written, in books that name chapters by what only runs say.
final class WrittenPages: Sendable {
  private struct State {
    var pages: [(chapter: Chapter, result: ChapterResult)] = []
    var said: [URL: ChapterEntry.ComputedText] = [:]
  }

  private let state = Mutex(State())

  var pages: [(chapter: Chapter, result: ChapterResult)] { state.withLock(\.pages) }

  /// What they say of themselves, by their files.
  var said: [URL: ChapterEntry.ComputedText] { state.withLock(\.said) }

  /// Takes note of a page.
  func add(_ chapter: Chapter, _ result: ChapterResult) {
    let said = ChapterEntry.ComputedText(chapter, with: result)
    state.withLock { state in
      state.pages.append((chapter, result))
      state.said[chapter.url] = said
    }
  }
}
