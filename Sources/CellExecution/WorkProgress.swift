import ChapterModel
import Synchronization

/// What long work tells of itself while it goes on, for somebody who waits.
package enum WorkProgress: Hashable, Sendable {
  /// The package's library is being built; where SwiftPM is, in its own words: `[12/34] Compiling Greeting`.
  case building(step: String)
  /// The library has been built.
  case built
  /// So many chapters are to be run.
  case beginning(chapters: Int)
  /// A chapter is being compiled.
  case compiling(chapter: String)
  /// One of a chapter's cells runs; both numbers count from 1.
  case running(chapter: String, cell: Int, of: Int)
  case finished(chapter: String)

  private static let observer = Mutex<(@Sendable (WorkProgress) -> Void)?>(nil)

  /// Tells `observer` from now on what this process does; nobody, without one.
  package static func observe(_ observer: (@Sendable (WorkProgress) -> Void)?) {
    Self.observer.withLock { $0 = observer }
  }

  /// Whether somebody wants to know.
  static var isObserved: Bool { observer.withLock { $0 != nil } }

  /// Tells whoever wants to know.
  package static func report(_ progress: @autoclosure () -> WorkProgress) {
    observer.withLock(\.self)?(progress())
  }
}

extension WorkProgress {
  /// Tells which cell of a program runs, when the next one has begun.
  struct OfCells {
    let cells: [Cell]
    private var begun = 0

    init(_ cells: [Cell]) { self.cells = cells }

    /// Takes note of how many cells have begun.
    mutating func report(begun count: Int) {
      guard count > begun, count <= cells.count, let file = cells.last?.location.file else {
        return
      }
      begun = count
      guard WorkProgress.isObserved else { return }
      // The cells of a chapter that this one continues run first, and inline values count nowhere.
      let isCounted = { (cell: Cell) in !cell.isInline && cell.location.file == file }
      let number = cells[..<count].count(where: isCounted)
      guard number > 0 else { return }
      WorkProgress.report(.running(chapter: file, cell: number, of: cells.count(where: isCounted)))
    }
  }
}
