/// Runs the chapters of a book side by side, as many at a time as there are processors.
public struct BookExecutor: Sendable {
  let executor: ChapterExecutor
  let width: Int

  /// Makes one; `width` is how many chapters run at a time.
  public init(_ executor: ChapterExecutor, width: Int) {
    self.executor = executor
    self.width = max(1, width)
  }

  /// What came of a chapter, and how long it took.
  public struct Outcome: Sendable {
    /// The chapter.
    public let chapter: Chapter
    /// The results, or why there are none.
    public let result: Result<ChapterResult, any Error>
    /// How long it took.
    public let time: Duration
  }

  /// Runs chapters, and hands over each outcome in the order of the chapters, as soon as those
  /// before it are done.
  public func run(_ chapters: [Chapter], then handle: (Outcome) throws -> Void) async throws {
    try await withThrowingTaskGroup(of: (Int, Outcome).self) { tasks in
      var waiting: [Int: Outcome] = [:]
      var next = 0
      var started = 0
      func startOne() {
        guard started < chapters.count else { return }
        let (number, chapter) = (started, chapters[started])
        started += 1
        tasks.addTask { (number, await outcome(of: chapter)) }
      }
      for _ in 0..<width { startOne() }
      while let (number, outcome) = try await tasks.next() {
        startOne()
        waiting[number] = outcome
        while let ready = waiting.removeValue(forKey: next) {
          try handle(ready)
          next += 1
        }
      }
    }
  }

  private func outcome(of chapter: Chapter) async -> Outcome {
    let start = ContinuousClock.now
    let result: Result<ChapterResult, any Error>
    do {
      result = .success(try await executor.run(chapter))
    } catch {
      result = .failure(error)
    }
    return Outcome(chapter: chapter, result: result, time: .now - start)
  }
}
