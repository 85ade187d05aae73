import ArgumentParser
import CellExecution
import ChapterModel
import Foundation
import SourceModel

/// One run over the chapters that were asked for: what all three commands do before they differ.
struct BookRun {
  let root: PackageRoot
  let book: Book
  private(set) var chapters: [ChapterEntry]
  private let executor: BookExecutor
  private let mode: RunMode
  /// Runs single chapters.
  var chapterExecutor: ChapterExecutor { executor.executor }
  private(set) var hasFailed = false

  /// - Parameter forPages: Whether what comes of the choices of chapters' readers is wanted, too, and what names are.
  init(
    _ options: BookOptions, shard: Shard? = nil, mode: RunMode = .strict, forPages: Bool = false
  ) async throws {
    Interrupts.endCellsWithUs()
    self.mode = mode
    root = try options.root()
    let selection = try options.selection(in: root)
    (book, chapters) = (selection.book, selection.chapters)
    if let shard { chapters = shard.chapters(of: chapters) }
    AtomicFile.removeAbandonedDrafts(besides: chapters.map(\.url))
    executor = try await options.executor(in: root, mode: mode, forPages: forPages)
  }

  /// Runs the chapters, makes something of each, and complains of those that can't be read or fail.
  mutating func run<Product: Sendable>(
    making product: @escaping @Sendable (Chapter, ChapterResult) throws -> Product,
    then handle: (ExecutedChapter<Product>) throws -> Void
  ) async throws {
    var hasFailed = !book.errors.isEmpty
    for error in book.errors { Console.complain(error.description) }
    try await executor.run(chapters, making: product) { outcome in
      for warning in outcome.result.warnings { Console.complain(warning.description) }
      try handle(outcome)
      for failure in outcome.result.failures {
        hasFailed = true
        // What was left out stands in the report.
        if mode == .strict { Console.complain(failure.description) }
      }
    }
    if let reason = executor.executor.missingNames.reason {
      Console.complain(
        "warning: pages don't say what names are: \(reason). Everything else is in them.")
    }
    self.hasFailed = hasFailed
  }
}
