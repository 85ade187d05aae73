import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// A run that demands that each cell does what the chapter says.
extension ChapterExecutor {
  /// Runs a chapter's program, and each cell apart that isn't part of it.
  func run(
    _ chapter: Chapter, _ limits: Limits, in folder: URL
  ) async throws -> ChapterResult {
    var runner = runner(for: chapter, limits)
    let program = Program(chapter, prelude: prelude(of: chapter))
    let expectations = chapter.runningCells.filter { !$0.options.isPartOfProgram }.map {
      ExpectationRun(runner: runner, cell: $0, in: chapter, program)
    }
    // Where there is no program, none can attempt anything.
    let attempts =
      program.cells.isEmpty
      ? [] : expectations.filter { $0.canBeAttempted && program.meansTheSameInside($0.cell) }
    let attempted = Set(attempts.map(\.cell.index))
    // The others are compiled beside the program, and run when it has run: both may write the same
    // files.
    async let others = prepare(
      expectations.filter { !attempted.contains($0.cell.index) }, in: folder)
    var preparations: [Int: ExpectationRun.Preparation] = [:]
    var outcome = ProgramResult()
    if !program.cells.isEmpty {
      let build = try await build(program, attempts, runner, &preparations, in: folder)
      runner.makesStates = makesStates(of: chapter)
      outcome = try await runner.run(build)
    }
    try await preparations.merge(others) { $1 }
    let isOwn = { (place: SourceLocation) in
      place.file == chapter.source.path && !expectations.contains { $0.cell.contains(place) }
    }
    var result = ChapterResult(
      cells: [:], failures: outcome.failure.map { [$0] } ?? [],
      warnings: outcome.warnings.filter { isOwn($0.location) }, isCached: false)
    for cell in program.cells where cell.location.file == chapter.source.path {
      result.cells[cell.index] = outcome.cells[cell.id]
    }
    result.states = outcome.states.map { state in
      let own = program.cells.filter { $0.location.file == chapter.source.path }
      let cells = own.compactMap { cell in state.cells[cell.id].map { (cell.index, $0) } }
      return ChapterState(
        choices: state.choices, cells: Dictionary(uniqueKeysWithValues: cells))
    }
    result.takeExpectedWarnings(of: chapter)
    if outcome.failure == nil {
      try await PageModules(of: program, compiler: runner.compiler, in: folder)
        .add(to: &result, of: chapter)
    }
    let failed =
      outcome.failure.map {
        $0.cell.file == chapter.source.path ? $0.cell.index : -1
      } ?? .max
    try await run(expectations, preparations, above: failed, into: &result)
    requireFlawlessOutputs(of: chapter, in: &result)
    result.failures.sort { $0.location < $1.location }
    result.warnings.sort { $0.location < $1.location }
    skip(chapter, in: &result)
    return result
  }

  /// Runs the cells apart that don't build on one that failed.
  private func run(
    _ expectations: [ExpectationRun], _ preparations: [Int: ExpectationRun.Preparation],
    above failed: Int,
    into result: inout ChapterResult
  ) async throws {
    for expectation in expectations {
      let cell = expectation.cell
      guard let preparation = preparations[cell.index],
        cell.index < failed || cell.options.isIsolated
      else {
        result.cells[cell.index] = CellResult(state: .notRun)
        continue
      }
      let outcome = try await expectation.result(of: preparation)
      result.cells[cell.index] = outcome.result(of: cell)
      result.warnings += outcome.warnings
      if let failure = outcome.failure { result.failures.append(failure) }
    }
  }

  /// Compiles a chapter's program so that it can attempt some cells.
  private func build(
    _ program: Program, _ attempts: [ExpectationRun], _ runner: ProgramRunner,
    _ preparations: inout [Int: ExpectationRun.Preparation], in folder: URL
  ) async throws -> ProgramRunner.Build {
    let build = try await runner.build(program.attempting(attempts.map(\.cell)), in: folder)
    guard case .broken(_, let reason) = build.state, !attempts.isEmpty else {
      for expectation in attempts {
        preparations[expectation.cell.index] = expectation.preparation(
          in: build, folder: try place(of: expectation, in: folder))
      }
      return build
    }
    preparations = try await prepare(attempts, in: folder)
    return reason.mayBe(in: attempts.map(\.cell))
      ? try await runner.build(program, in: folder) : build
  }

  /// Compiles cells apart, one after the other, each in a folder of its own.
  private func prepare(
    _ expectations: [ExpectationRun], in folder: URL
  ) async throws -> [Int: ExpectationRun.Preparation] {
    var preparations: [Int: ExpectationRun.Preparation] = [:]
    for expectation in expectations {
      preparations[expectation.cell.index] = try await expectation.prepare(
        in: place(of: expectation, in: folder))
    }
    return preparations
  }

  private func place(of expectation: ExpectationRun, in folder: URL) throws -> URL {
    let place = folder.appending(path: "cell-\(expectation.cell.index)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    return place
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
