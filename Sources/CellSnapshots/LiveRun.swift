import CellExecution
import CellProgram
import ChapterModel
import Foundation
import SourceModel
import Synchronization

/// Runs a chapter cell by cell from the last snapshot that still holds, and says what comes of each
/// cell as it comes.
package final class LiveRun: Sendable {
  /// What a run tells of its cells, in the order in which it happens.
  package enum News: Sendable {
    case running(Cell)
    /// What a cell has put out so far.
    case progress(Cell, CellResult)
    /// A cell has come to its end.
    case finished(Cell, CellResult)
    /// A cell doesn't compile or doesn't come to its end; nothing after it runs.
    case failed(CellFailure, CellResult?)
    /// What the compiler warns of.
    case warnings([Diagnostic])
    /// These cells run together, from the first on whenever one of them changes; and why.
    case together([Cell], Reason)
  }

  /// Why cells aren't run one by one.
  package enum Reason: Sendable {
    /// A cell waits at the top level, or leaves something to do at the end.
    case staysOpen
    /// A cell has left threads behind.
    case leavesThreads
    /// One of them compiles only together with the others.
    case dependsOnLater
  }

  private let tree: SnapshotTree
  private let limits: Limits
  private let environment: CellEnvironment
  /// For what runs apart from the chapter's program.
  private let runner: ProgramRunner
  /// Where such programs are compiled.
  private let folder: URL
  private let chapter: Chapter
  /// What a reader has chosen with controls: for the cells that ask for them, values by labels.
  private let choices: [Int: [String: String]]
  private let tell: @Sendable (News) -> Void
  private let results = Mutex<[Int: CellResult]>([:])

  package init(
    _ chapter: Chapter, choices: [Int: [String: String]] = [:], tree: SnapshotTree, limits: Limits,
    workingFolder: URL, folder: URL,
    tell: @escaping @Sendable (News) -> Void
  ) {
    self.chapter = chapter
    self.choices = choices
    self.tree = tree
    self.limits = limits.with(chapter.settings)
    environment = CellEnvironment(chapter.settings)
    self.folder = folder
    self.tell = tell
    runner = ProgramRunner(
      compiler: tree.compiler.within(self.limits), limits: self.limits,
      workingFolder: workingFolder,
      environment: environment)
  }

  /// The cells that have run, in the pieces they ran in.
  private struct Path {
    var keys: [String] = []
    var modules: [CellModule] = []
  }

  /// Runs what has to run.
  ///
  /// - Throws: `CancellationError` if it was stopped.
  package func run() async throws {
    let program = Program(chapter)
    async let truth = whole(program)
    var path = Path()
    var rest = program.cells[...]
    var expectations = chapter.runningCells.filter { !$0.options.isPartOfProgram }[...]
    var count = 1
    while let first = rest.first {
      try await runExpectations(&expectations, before: first)
      let piece = Array(SwiftCode(first.code).staysOpen ? rest : rest.prefix(count))
      if piece.count > 1, count == 1 { tell(.together(piece, .staysOpen)) }
      switch try await step(piece, path) {
      case .ran(let node) where !node.isSound && piece.count < rest.count:
        // What follows needs the threads too.
        tell(.together(Array(rest), .leavesThreads))
        count = rest.count
      case .ran(let node):
        path.keys.append(key(of: piece, after: path))
        path.modules.append(node.module)
        rest = rest.dropFirst(piece.count)
      case .notCompiled(let diagnostics, let output):
        if let failure = try await truth.failure { return tell(.failed(failure, nil)) }
        if diagnostics.isEmpty { return tell(.failed(failure(of: first, [], output), nil)) }
        if piece.count < rest.count {
          tell(.together(Array(rest), .dependsOnLater))
          count = rest.count
        } else if !path.keys.isEmpty {
          (path, rest, count) = (Path(), program.cells[...], program.cells.count)
          tell(.together(Array(rest), .dependsOnLater))
        } else {
          return tell(.failed(failure(of: first, diagnostics, output), nil))
        }
      case .failed(let outcome):
        for cell in piece {
          guard let result = outcome.cells[cell.id], result.state == .ran else { continue }
          tell(.finished(cell, result))
        }
        guard let failure = outcome.failure else { return }
        return tell(.failed(failure, outcome.cells[failure.cell]))
      }
    }
    try await runExpectations(&expectations, before: nil)
    let whole = try await truth
    if let failure = whole.failure { return tell(.failed(failure, nil)) }
    try await complete(program, warnings: whole.warnings)
  }

  /// Warnings stand in the outputs of the cells that expect them, and functions get what readers call.
  private func complete(_ program: Program, warnings: [Diagnostic]) async throws {
    var result = ChapterResult(
      cells: results.withLock { $0 }, failures: [], warnings: warnings, isCached: false)
    let before = result.cells
    result.takeExpectedWarnings(of: chapter)
    try await PageModules(
      of: program, compiler: runner.compiler, in: folder, cache: tree.pageModules
    ).add(to: &result, of: chapter)
    for cell in chapter.cells {
      guard let result = result.cells[cell.index], result != before[cell.index],
        result.state == .ran
      else { continue }
      tell(.finished(cell, result))
    }
    for failure in result.failures { tell(.failed(failure, nil)) }
    tell(.warnings(result.warnings))
  }

  /// Runs a piece, unless that has been done.
  private func step(_ piece: [Cell], _ path: Path) async throws -> SnapshotTree.Step {
    let key = key(of: piece, after: path)
    if let node = await tree.node(key) {
      finish(piece, node.results)
      return .ran(node)
    }
    try Task.checkCancellation()
    tell(.running(piece[0]))
    let module: CellModule
    switch try await tree.module(of: piece, key: key, after: path.modules, limits) {
    case .built(let built, _): module = built
    case .failed(let diagnostics, let output): return .notCompiled(diagnostics, output)
    }
    try Task.checkCancellation()
    let limits = limits
    let step = try await tree.run(
      module, key: key, path: path.keys, choices: chosen(in: piece), limits: limits, in: environment
    ) { [tell] outcome in
      for cell in piece {
        if let result = outcome.cells[cell.id] { tell(.progress(cell, result)) }
      }
    }
    if case .ran(let node) = step { finish(piece, node.results) }
    return step
  }

  private func key(of piece: [Cell], after path: Path) -> String {
    tree.key(of: piece, after: path.keys.last, choices: chosen(in: piece), in: environment)
  }

  private func chosen(in piece: [Cell]) -> [String: String] {
    piece.filter { $0.location.file == chapter.source.path }.compactMap { choices[$0.index] }
      .reduce(into: [:]) { all, own in all.merge(own) { $1 } }
  }

  private func finish(_ cells: [Cell], _ outcomes: [CellResult]) {
    for (cell, result) in zip(cells, outcomes) {
      if let flaw = result.output.flaw {
        let failure = CellFailure(cell: cell.id, location: cell.location, reason: flaw)
        tell(.failed(failure, result))
        continue
      }
      results.withLock { $0[cell.index] = result }
      tell(.finished(cell, result))
    }
  }

  // MARK: The chapter as one program

  private struct Whole: Sendable {
    var failure: CellFailure?
    var warnings: [Diagnostic] = []
  }

  /// What the compiler says of the chapter as the one program that it is: cell by cell it accepts
  /// more, a name that is declared twice for one.
  private func whole(_ program: Program) async throws -> Whole {
    guard !program.cells.isEmpty else { return Whole() }
    let violations = program.violations
    if !violations.isEmpty {
      return Whole(failure: failure(of: program.cells[0], violations, ""))
    }
    let folder = folder.appending(path: "whole")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    if let number = program.malformedCell {
      let errors = try await runner.compiler.syntaxErrors(
        ofCell: number, in: program, folder: folder)
      if !errors.isEmpty { return Whole(failure: failure(of: program.cells[number], errors, "")) }
    }
    switch try await tree.check(program, by: runner.compiler, in: folder) {
    case .built(_, let diagnostics):
      return Whole(warnings: diagnostics.filter { $0.severity == .warning })
    case .failed(let diagnostics, let output):
      return Whole(failure: failure(of: program.cells[0], diagnostics, output))
    }
  }

  private func failure(
    of cell: Cell, _ diagnostics: [Diagnostic], _ output: String
  ) -> CellFailure {
    let error = diagnostics.first { $0.severity == .error }
    let own = error.flatMap { error in Program(chapter).cells.first { $0.contains(error.location) }
    }
    return CellFailure(
      cell: (own ?? cell).id, location: error?.location ?? cell.location,
      reason: diagnostics.isEmpty ? .notBuilt(output) : .notCompiled(diagnostics))
  }

  // MARK: Cells apart from the program

  private func runExpectations(_ expectations: inout ArraySlice<Cell>, before next: Cell?)
    async throws
  {
    while let cell = expectations.first, cell.index < next?.index ?? .max {
      expectations.removeFirst()
      try Task.checkCancellation()
      tell(.running(cell))
      let folder = folder.appending(path: "expectation")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let expectation = ExpectationRun(
        runner: runner, cell: cell, in: chapter, Program(chapter))
      let outcome = try await expectation.run(in: folder)
      if let failure = outcome.failure {
        tell(.failed(failure, outcome.result(of: cell)))
      } else {
        finish([cell], [outcome.result(of: cell)])
      }
    }
  }
}
