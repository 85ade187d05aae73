import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// Runs chapters: the program of its cells, and each cell apart that isn't part of it.
package struct ChapterExecutor: Sendable {
  package let root: PackageRoot
  package let compiler: Compiler
  let cache: ResultCache
  package let limits: Limits
  /// Whether cells that don't compile or don't come to their end are left out, and the rest runs.
  package var keepsGoing = false

  /// Prepares to run the chapters of a package: builds its library if that has changed.
  ///
  /// - Parameter announce: Is called before a build that may take long.
  /// - Throws: `ExecutionError`.
  package init(root: PackageRoot, limits: Limits, announce: () -> Void) async throws {
    self.root = root
    self.limits = limits
    WorkFolder.removeAbandoned(in: root.workFolder)
    let toolchain = try Toolchain()
    let builder = LibraryBuilder(root: root, toolchain: toolchain)
    compiler = Compiler(
      library: try await builder.library(announce: announce), toolchain: toolchain,
      answers: builder.answers)
    cache = ResultCache(folder: root.resultFolder)
  }

  /// The same with other limits.
  package init(_ other: ChapterExecutor, limits: Limits) {
    (root, compiler, cache) = (other.root, other.compiler, other.cache)
    self.limits = limits
  }

  /// Runs a chapter's cells, or finds the results of an earlier run of the same cells.
  package func run(_ chapter: Chapter) async throws -> ChapterResult {
    guard !chapter.runningCells.isEmpty else {
      var result = ChapterResult(cells: [:], failures: [], warnings: [], isCached: true)
      skip(chapter, in: &result)
      return result
    }
    let path = chapter.source.path
    let limits = limits.with(chapter.settings)
    var parts = [ResultCache.toolState, compiler.library.key, path, chapter.identity, "\(limits)"]
    parts.append(CellEnvironment(chapter.settings).key)
    parts += states(of: chapter)
    // What was left out is kept with the lines where its errors are.
    if keepsGoing { parts += ["keeps going"] + chapter.cells.map { "\($0.location.line)" } }
    let key = Digest.hex(parts)
    if let result = cache.result(for: chapter, key: key) { return result }
    WorkProgress.report(.compiling(chapter: path))
    let folder = try WorkFolder.make(in: root.workFolder)
    defer { RunningProcesses.shared.remove(folder) }
    let result =
      keepsGoing
      ? try await runKeepingGoing(chapter, limits, in: folder)
      : try await run(chapter, limits, in: folder)
    if result.failures.isEmpty || keepsGoing { try cache.keep(result, of: chapter, key: key) }
    return result
  }

  private func runKeepingGoing(
    _ chapter: Chapter, _ limits: Limits, in folder: URL
  ) async throws -> ChapterResult {
    let runner = runner(for: chapter, limits)
    var salvage = Salvage(runner: runner, chapter: chapter, folder: folder)
    var result = try await salvage.run()
    skip(chapter, in: &result)
    return result
  }

  private func runner(for chapter: Chapter, _ limits: Limits) -> ProgramRunner {
    ProgramRunner(
      compiler: compiler.within(limits), limits: limits, workingFolder: root.url,
      environment: CellEnvironment(chapter.settings))
  }

  /// What the files that a chapter depends on, or that its cells require, are now.
  private func states(of chapter: Chapter) -> [String] {
    let required = Requirements(root: root).files(in: chapter.settings).map(\.state)
    return required
      + chapter.settings.depends.map { name in
        let file = URL(filePath: name, relativeTo: root.url)
        guard let data = try? Data(contentsOf: file) else { return "\(name) is missing" }
        var hasher = Digest.Hasher()
        data.withUnsafeBytes { hasher.update($0) }
        return hasher.finish()
      }
  }

  private func run(
    _ chapter: Chapter, _ limits: Limits, in folder: URL
  ) async throws -> ChapterResult {
    let runner = runner(for: chapter, limits)
    let program = Program(chapter, prelude: prelude(of: chapter))
    let trials = chapter.runningCells.filter { !$0.options.isPartOfProgram }.map {
      Trial(runner: runner, cell: $0, program: program.trying($0))
    }
    // Where there is no program, none can attempt anything.
    let attempts =
      program.cells.isEmpty
      ? [] : trials.filter { $0.canBeAttempted && program.meansTheSameInside($0.cell) }
    let attempted = Set(attempts.map(\.cell.index))
    // The others are compiled beside the program, and run when it has run: both may write the same
    // files.
    async let others = prepare(trials.filter { !attempted.contains($0.cell.index) }, in: folder)
    var preparations: [Int: Trial.Preparation] = [:]
    var outcome = ProgramRunner.Outcome()
    if !program.cells.isEmpty {
      let build = try await build(program, attempts, runner, &preparations, in: folder)
      outcome = try await runner.run(build)
    }
    try await preparations.merge(others) { $1 }
    let isOwn = { (place: SourceLocation) in
      place.file == chapter.source.path && !trials.contains { $0.cell.contains(place) }
    }
    var result = ChapterResult(
      cells: [:], failures: outcome.failure.map { [$0] } ?? [],
      warnings: outcome.warnings.filter { isOwn($0.location) }, isCached: false)
    for cell in program.cells where cell.location.file == chapter.source.path {
      result.cells[cell.index] = outcome.cells[cell.id]
    }
    result.takeExpectedWarnings(of: chapter)
    let failed =
      outcome.failure.map {
        $0.cell.file == chapter.source.path ? $0.cell.index : -1
      } ?? .max
    try await run(trials, preparations, above: failed, into: &result)
    requireFlawlessOutputs(of: chapter, in: &result)
    result.failures.sort { $0.location < $1.location }
    result.warnings.sort { $0.location < $1.location }
    skip(chapter, in: &result)
    return result
  }

  /// Runs the cells apart that don't build on one that failed.
  private func run(
    _ trials: [Trial], _ preparations: [Int: Trial.Preparation], above failed: Int,
    into result: inout ChapterResult
  ) async throws {
    for trial in trials {
      let cell = trial.cell
      guard let preparation = preparations[cell.index],
        cell.index < failed || cell.options.isIsolated
      else {
        result.cells[cell.index] = CellResult(state: .notRun)
        continue
      }
      let outcome = try await trial.outcome(of: preparation)
      result.cells[cell.index] = outcome.result
      result.warnings += outcome.warnings
      if let failure = outcome.failure { result.failures.append(failure) }
    }
  }

  /// What the comments of a source say is about its module, and needn't import it.
  private func prelude(of chapter: Chapter) -> String {
    guard chapter.isSwiftSource else { return "" }
    return Prelude(cells: [], modules: compiler.library.modules ?? []).text
  }

  /// Compiles a chapter's program so that it can attempt some cells.
  private func build(
    _ program: Program, _ attempts: [Trial], _ runner: ProgramRunner,
    _ preparations: inout [Int: Trial.Preparation], in folder: URL
  ) async throws -> ProgramRunner.Build {
    let build = try await runner.build(program.attempting(attempts.map(\.cell)), in: folder)
    guard case .broken(_, let reason) = build.state, !attempts.isEmpty else {
      for trial in attempts {
        preparations[trial.cell.index] = trial.preparation(
          in: build, folder: try place(of: trial, in: folder))
      }
      return build
    }
    preparations = try await prepare(attempts, in: folder)
    return reason.mayBe(in: attempts.map(\.cell))
      ? try await runner.build(program, in: folder) : build
  }

  /// Compiles cells apart, one after the other, each in a folder of its own.
  private func prepare(
    _ trials: [Trial], in folder: URL
  ) async throws -> [Int: Trial.Preparation] {
    var preparations: [Int: Trial.Preparation] = [:]
    for trial in trials {
      preparations[trial.cell.index] = try await trial.prepare(in: place(of: trial, in: folder))
    }
    return preparations
  }

  private func place(of trial: Trial, in folder: URL) throws -> URL {
    let place = folder.appending(path: "cell-\(trial.cell.index)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    return place
  }

  /// Cells that require what isn't here keep what is recorded.
  private func skip(_ chapter: Chapter, in result: inout ChapterResult) {
    for cell in chapter.cells where chapter.isSkipped(cell) && !cell.options.isIgnored {
      result.cells[cell.index] = CellResult(state: .skipped)
    }
  }

  private func requireFlawlessOutputs(of chapter: Chapter, in result: inout ChapterResult) {
    for cell in chapter.cells where result.cells[cell.index]?.state == .ran {
      guard let flaw = result.cells[cell.index]?.output.flaw else { continue }
      result.cells[cell.index]?.state = .failed
      result.failures.append(CellFailure(cell: cell.id, location: cell.location, reason: flaw))
    }
  }
}

extension CellFailure.Reason {
  /// Whether a program can't be built because of some cells.
  fileprivate func mayBe(in cells: [Cell]) -> Bool {
    guard case .notCompiled(let diagnostics) = self else { return true }
    return diagnostics.contains { diagnostic in
      diagnostic.severity == .error && cells.contains { $0.contains(diagnostic.location) }
    }
  }
}
