import BookRendering
import CellExecution
import CellSnapshots
import ChapterModel
import Foundation
import SourceModel

/// A chapter that is being read: its text as it is now, and what is known of its cells. Told of another
/// text, it shows what hasn't changed at once, and runs what has.
actor LiveChapter {
  private var chapter: Chapter
  private var results: [Int: CellResult] = [:]
  private var failures: [CellFailure] = []
  /// Cells whose outputs may no longer be what they would print.
  private var stale: Set<Int>
  private var running: Int?
  private var note = ""
  private var warnings: [Diagnostic] = []
  private var task: Task<Void, Never>?
  private var unsent: Set<Int> = []

  private let kernel: LiveKernel
  nonisolated let audience = Audience()
  private var links: PageLinks
  /// What stands above a text that has no title of its own.
  private let title: String?

  init(_ chapter: Chapter, kernel: LiveKernel, links: PageLinks, title: String?) {
    self.chapter = chapter
    self.kernel = kernel
    (self.links, self.title) = (links, title)
    stale = Set(chapter.runningCells.map(\.index))
  }

  /// Begins where another stands: with its text and its outputs.
  init(_ chapter: Chapter, startingFrom other: LiveChapter, kernel: LiveKernel) async {
    let (text, result) = await other.known
    let links = await other.links
    self.init(text, kernel: kernel, links: links, title: other.title)
    results = result.cells
    stale = []
  }

  /// What is known now.
  var known: (chapter: Chapter, result: ChapterResult) {
    (
      chapter,
      ChapterResult(cells: shownResults, failures: failures, warnings: warnings, isCached: false)
    )
  }

  /// Takes another account of where addresses lead: chapters have come or gone.
  func use(_ links: PageLinks) { self.links = links }

  /// Runs the cells, if they haven't been.
  func start() { if task == nil { run() } }

  /// Runs the cells again, unless that goes on. Those whose snapshots still hold cost nothing.
  func restart(forgetting isNew: Bool) {
    guard isNew || running == nil else { return }
    stale = Set(chapter.runningCells.map(\.index))
    run()
  }

  /// Tells somebody who has just come how things stand.
  func greet(_ reader: Audience.Stream) {
    reader.yield(article)
    reader.yield(state)
  }

  /// Takes another text, and runs what is different in it.
  package func show(_ new: Chapter) {
    let isSame = new.identity == chapter.identity
    if isSame { shiftFailures(to: new) } else { carryResults(to: new) }
    chapter = new
    audience.send(article)
    if !isSame || task == nil { run() } else { sendState() }
  }

  /// Stops what runs.
  func stop() {
    task?.cancel()
    note = running == nil ? note : "Stopped."
  }

  /// Tells those who follow that the text can't be read.
  package nonisolated func complain(_ error: String) { audience.send(.problem(error)) }

  // MARK: Running

  private func run() {
    let before = task
    before?.cancel()
    (failures, note, warnings) = ([], "", [])
    task = Task { [chapter] in
      await before?.value
      let (news, continuation) = AsyncStream.makeStream(of: LiveRun.News.self)
      let work = Task { [kernel] in
        defer { continuation.finish() }
        try await kernel.run(chapter) { continuation.yield($0) }
      }
      await withTaskCancellationHandler {
        for await item in news where !Task.isCancelled { take(item) }
        finish(await work.result)
      } onCancel: {
        work.cancel()
      }
    }
  }

  private func take(_ news: LiveRun.News) {
    switch news {
    case .running(let cell):
      guard isOwn(cell) else { return }
      running = cell.index
      sendState()
    case .progress(let cell, let result):
      guard isOwn(cell) else { return }
      results[cell.index] = result
      stale.remove(cell.index)
      sendSoon(cell.index)
    case .finished(let cell, let result):
      guard isOwn(cell) else { return }
      results[cell.index] = result
      stale.remove(cell.index)
      send(cell.index)
    case .failed(let failure, let result):
      failures.append(failure)
      if let result { results[failure.cell.index] = result }
      send(failure.cell.index)
    case .warnings(let new): warnings = new
    case .together(let cells, let reason):
      let own = cells.filter { isOwn($0) && !$0.isInline }
      note = Self.sentence(reason, about: own.first.map { number(of: $0.index) })
      sendState()
    }
  }

  private func finish(_ outcome: Result<Void, any Error>) {
    running = nil
    if failures.isEmpty, case .success = outcome { stale = [] }
    if case .failure(let error) = outcome, !(error is CancellationError) { complain("\(error)") }
    for cell in unsent { send(cell) }
    // Values in lines of prose stand in the text itself.
    if chapter.cells.contains(where: \.isInline) { audience.send(article) }
    sendState()
  }

  private func isOwn(_ cell: Cell) -> Bool { cell.location.file == chapter.source.path }

  private static func sentence(_ reason: LiveRun.Reason, about number: Int?) -> String {
    let first = number.map { "Cell \($0) and those after it" } ?? "The cells"
    let why =
      switch reason {
      case .staysOpen: "the first waits at the top level"
      case .leavesThreads: "the first leaves threads running"
      case .dependsOnLater: "they depend on one another"
      }
    return "\(first) run together, because \(why)."
  }

  // MARK: Another text

  /// Outputs stay with their cells where those begin and end alike, and in between with the cell in
  /// their place: greyed until it has run.
  private func carryResults(to new: Chapter) {
    let (old, next) = (chapter.cells.map(\.runIdentity), new.cells.map(\.runIdentity))
    let prefix = zip(old, next).prefix { $0 == $1 }.count
    let rest = min(old.count, next.count) - prefix
    let suffix = zip(old.reversed(), next.reversed()).prefix { $0 == $1 }.prefix(rest).count
    var carried: [Int: CellResult] = [:]
    for (index, result) in results {
      if index < old.count - suffix {
        if index < next.count - suffix { carried[index] = result }
      } else {
        carried[index + next.count - old.count] = result
      }
    }
    results = carried
    let kept = stale.filter { $0 < prefix }
    stale = kept.union(new.runningCells.map(\.index).filter { $0 >= prefix })
    failures = []
  }

  /// Prose that grows above moves what is complained of.
  private func shiftFailures(to new: Chapter) {
    failures = failures.map { failure in
      guard new.cells.indices.contains(failure.cell.index) else { return failure }
      let index = failure.cell.index
      return failure.moved(
        by: new.cells[index].fence.firstLine - chapter.cells[index].fence.firstLine)
    }
  }

  // MARK: Telling

  private var article: LiveEvent {
    .article(
      html: html.article(with: known.result, title: title), title: chapter.title(with: known.result)
    )
  }

  private var html: ChapterHTML { ChapterHTML(chapter, address: links.address) }

  private func sendState() { audience.send(state) }

  private var state: LiveEvent {
    let shown = stale.filter { !chapter.cells[$0].isInline }.sorted()
    let text = ([note] + warnings.map(\.description)).filter { !$0.isEmpty }.joined(separator: "\n")
    return .state(running: running, stale: shown, note: text)
  }

  private func send(_ index: Int) {
    unsent.remove(index)
    guard chapter.cells.indices.contains(index), !chapter.cells[index].isInline else { return }
    let html = self.html.block(of: chapter.cells[index], with: known.result)
    audience.send(.cell(index, html: html))
    sendState()
  }

  /// What a cell prints is sent a few times a second, however often it prints.
  private func sendSoon(_ index: Int) {
    guard unsent.insert(index).inserted else { return }
    Task {
      try? await Task.sleep(for: .milliseconds(40))
      if unsent.contains(index) { send(index) }
    }
  }

  /// The results with those of cells that failed marked: their last outputs stay.
  private var shownResults: [Int: CellResult] {
    var results = results
    for failure in failures where failure.cell.file == chapter.source.path {
      var result = results[failure.cell.index] ?? CellResult(state: .failed)
      result.state = .failed
      results[failure.cell.index] = result
    }
    return results
  }

  private func number(of index: Int) -> Int {
    chapter.cells.prefix(index + 1).count { !$0.isInline }
  }
}
