import ChapterModel

/// A chapter that has run.
package struct ExecutedChapter<Product: Sendable>: Sendable {
  package let chapter: Chapter
  /// The results of its cells.
  package let result: ChapterResult
  /// What was made of them.
  package let product: Product
  /// How long it took to run.
  package let time: Duration
}

/// Runs the chapters of a book side by side, as many at a time as there are processors. A chapter is
/// read when its turn comes, and let go afterwards.
package struct BookExecutor: Sendable {
  package let executor: ChapterExecutor
  package let width: Int

  /// Makes one; `width` is how many chapters run at a time.
  package init(_ executor: ChapterExecutor, width: Int) {
    self.executor = executor
    self.width = max(1, width)
  }

  /// Runs chapters, makes something of each where it ran, and hands them over in the order
  /// of the chapters, each as soon as those before it are done.
  ///
  /// - Throws: The first error of a chapter that can't be run, in that order.
  package func run<Product: Sendable>(
    _ chapters: [ChapterEntry],
    making product: @escaping @Sendable (Chapter, ChapterResult) throws -> Product,
    then handle: (ExecutedChapter<Product>) throws -> Void
  ) async throws {
    typealias Finished = Result<ExecutedChapter<Product>, any Error>
    WorkProgress.report(.beginning(chapters: chapters.count))
    try await withThrowingTaskGroup(of: (Int, Finished).self) { tasks in
      var waiting: [Int: Finished] = [:]
      var next = 0
      var started = 0
      func startOne() {
        guard started < chapters.count else { return }
        let (number, entry) = (started, chapters[started])
        started += 1
        tasks.addTask {
          do {
            return (number, .success(try await execute(entry, making: product)))
          } catch {
            return (number, .failure(error))
          }
        }
      }
      for _ in 0..<width { startOne() }
      while let (number, finished) = try await tasks.next() {
        startOne()
        waiting[number] = finished
        while let ready = waiting.removeValue(forKey: next) {
          try handle(ready.get())
          next += 1
        }
      }
    }
  }

  private func execute<Product: Sendable>(
    _ entry: ChapterEntry, making product: (Chapter, ChapterResult) throws -> Product
  ) async throws -> ExecutedChapter<Product> {
    defer { WorkProgress.report(.finished(chapter: entry.path)) }
    var chapter = try entry.chapter()
    if executor.mode == .bestEffort { chapter = try chapter.readingAsDocC(in: executor.root) }
    let start = ContinuousClock.now
    let result = try await executor.run(chapter)
    let time = ContinuousClock.now - start
    return ExecutedChapter(
      chapter: chapter, result: result, product: try product(chapter, result), time: time)
  }
}
