import BookRendering
import CellExecution
import CellSnapshots
import ChapterModel
import Foundation
import SourceModel

/// A served chapter, whose readers are told what becomes of it. When the text changes, the results of unchanged cells are
/// shown at once, and the other cells run.
actor LiveChapter {
  private var results: LiveResults
  private var running: Int?
  private var note = ""
  private var task: Task<Void, Never>?
  /// How many runs have begun.
  private var runs = 0
  private var unsent: Set<Int> = []
  /// What its reader has chosen with controls: values by labels.
  private var choices: [String: String] = [:]
  /// What the latest run was given of that, by cells: which of them ask is known when they have run.
  private var given: [Int: [String: String]] = [:]

  private let kernel: LiveKernel
  nonisolated let subscribers = Subscribers()
  private var links: PageLinks
  /// Its cells as the page of the reader knows them who has changed it.
  private var origins: [String]?
  /// The title of a text that has none of its own.
  private let title: String?

  init(_ chapter: Chapter, kernel: LiveKernel, links: PageLinks, title: String?) {
    results = LiveResults(of: chapter)
    self.kernel = kernel
    (self.links, self.title) = (links, title)
  }

  /// A copy of another chapter with its text and its outputs, for a reader who changes it.
  init(_ chapter: Chapter, startingFrom other: LiveChapter, kernel: LiveKernel) async {
    let (text, result) = await other.known
    let links = await other.links
    self.init(text, kernel: kernel, links: links, title: other.title)
    results = LiveResults(of: text, after: result)
  }

  /// The current text, and the results so far.
  var known: (chapter: Chapter, result: ChapterResult) { (results.chapter, results.result) }

  /// What its cells gave that have run since the last change.
  var fresh: ChapterResult { results.fresh }

  private var chapter: Chapter { results.chapter }

  /// Replaces the addresses of other pages, after chapters were added or removed.
  func use(_ links: PageLinks) { self.links = links }

  /// Runs the cells if they have never run.
  func start() { if task == nil { run() } }

  /// Runs all cells again, whose outputs may be others with another library.
  func restart() {
    results.outdate()
    run()
  }

  /// Runs again what hasn't come to its end, unless that is going on.
  func runAgain() {
    if running == nil { run() }
  }

  /// Sends a subscriber the whole text and the state.
  func sendAll(to reader: Subscribers.Stream, answering answer: LiveEvent.EditAnswer? = nil) {
    reader.yield(article(answering: answer))
    reader.yield(state)
  }

  /// Replaces the text and what its reader has chosen, and runs the cells that come out otherwise.
  func show(
    _ new: Chapter, origins: [String]? = nil, choices ownChoices: [String: String] = [:],
    answering answer: LiveEvent.EditAnswer? = nil
  ) {
    self.origins = origins
    let before = chosen
    choices = ownChoices
    let first = results.cells.keys.filter { before[$0] != chosen[$0] }.min()
    let isSame = new.identity == chapter.identity && first == nil
    if isSame { results.show(prose: new) } else { results.show(new, changedFrom: first ?? .max) }
    subscribers.send(article(answering: answer))
    if !isSame || task == nil { run() }
    // Before any result, so that outputs of the text before never look like fresh ones.
    sendState()
  }

  func stop() {
    task?.cancel()
    note = running == nil ? note : "Stopped."
  }

  /// Sends an error that concerns the whole chapter; the pages stay as they are.
  nonisolated func report(_ error: String) { subscribers.send(.problem(error)) }

  // MARK: Running

  private func run() {
    let before = task
    before?.cancel()
    results.beginRun()
    note = ""
    runs += 1
    let number = runs
    given = chosen
    task = Task { [chapter, given] in
      await before?.value
      let (news, continuation) = AsyncStream.makeStream(of: LiveRun.News.self)
      let work = Task { [kernel] in
        defer { continuation.finish() }
        try await kernel.run(chapter, choices: given) { continuation.yield($0) }
      }
      await withTaskCancellationHandler {
        for await item in news where !Task.isCancelled { take(item) }
        finish(await work.result, ofRun: number)
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
      results.take(result, of: cell)
      sendSoon(cell.index)
    case .finished(let cell, let result):
      guard isOwn(cell) else { return }
      // The cells before a changed one come from snapshots, and the pages have them already.
      let isShown = results.isUpToDate(cell, with: result) && !unsent.contains(cell.index)
      results.take(result, of: cell)
      if !isShown { send(cell.index) }
      if chosen[cell.index] != given[cell.index] { runWithChoices(from: cell.index) }
    case .failed(let failure, _) where failure.reason == .meetsConditions:
      // Its reader has completed it.
      let cell = chapter.cells[failure.cell.index]
      take(.finished(cell, CellResult(state: .ran, output: CellOutput(text: "Right.\n"))))
    case .failed(var failure, let result):
      failure.choices = words(ofChoicesUpTo: failure.cell.index)
      results.take(failure, result)
      send(failure.cell.index)
    case .warnings(let new): results.warnings = new
    case .together(let cells, let reason):
      let own = cells.filter { isOwn($0) && !$0.isInline }
      note = Self.sentence(reason, about: own.first.map { number(of: $0.index) })
      sendState()
    }
  }

  /// Runs again from a cell that has asked for what its reader had chosen before the page was loaded.
  private func runWithChoices(from first: Int) {
    results.outdate(from: first)
    run()
    sendState()
  }

  private func finish(_ outcome: Result<Void, any Error>, ofRun number: Int) {
    // What a run did that another has taken over from says nothing about the text that is shown now.
    guard number == runs else { return }
    running = nil
    if case .success = outcome { results.endRun() }
    if case .failure(let error) = outcome, !(error is CancellationError) { report("\(error)") }
    for cell in unsent { send(cell) }
    // Values in lines of prose stand in the text itself, and so do controls of cells that aren't shown.
    let isInText = chapter.cells.contains {
      $0.isInline || $0.options.isHidden && results.cells[$0.index]?.controls.isEmpty == false
    }
    if isInText { subscribers.send(article()) }
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

  // MARK: Choices

  /// What has been chosen, for the cells that ask for it.
  private var chosen: [Int: [String: String]] {
    guard !choices.isEmpty else { return [:] }
    return results.cells.compactMapValues { result in
      let own = result.controls.compactMap { control in
        choices[control.label].map { (control.label, $0) }
      }
      return own.isEmpty ? nil : Dictionary(own) { $1 }
    }
  }

  /// What has been chosen in a cell and above it, for an error; nil where that is nothing.
  private func words(ofChoicesUpTo cell: Int) -> String? {
    let own = chosen.filter { $0.key <= cell }.sorted { $0.key < $1.key }.flatMap { $0.value }
    return own.isEmpty ? nil : own.map { "'\($0.key)' at \($0.value)" }.joined(separator: " and ")
  }

  // MARK: Sending

  private func article(answering answer: LiveEvent.EditAnswer? = nil) -> LiveEvent {
    .article(
      html: html.article(with: known.result, title: title),
      title: chapter.title(with: known.result), origins: origins, answer: answer)
  }

  private var html: ChapterHTML { ChapterHTML(chapter, isLive: true, address: links.address) }

  private func sendState() { subscribers.send(state) }

  private var state: LiveEvent {
    let shown = results.stale.filter { !chapter.cells[$0].isInline }.sorted()
    let text = ([note] + results.warnings.map(\.description)).filter { !$0.isEmpty }.joined(
      separator: "\n")
    return .state(running: running, stale: shown, note: text)
  }

  private func send(_ index: Int) {
    unsent.remove(index)
    guard chapter.cells.indices.contains(index), !chapter.cells[index].isInline else { return }
    let html = self.html.block(of: chapter.cells[index], with: known.result)
    subscribers.send(.cell(index, html: html))
    sendState()
  }

  /// Sends a cell's output within 40 ms, so that a cell that prints often isn't sent each time.
  private func sendSoon(_ index: Int) {
    guard unsent.insert(index).inserted else { return }
    Task {
      try? await Task.sleep(for: .milliseconds(40))
      if unsent.contains(index) { send(index) }
    }
  }

  private func number(of index: Int) -> Int {
    chapter.cells.prefix(index + 1).count { !$0.isInline }
  }
}
