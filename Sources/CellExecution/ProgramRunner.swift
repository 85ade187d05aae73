import CellProgram
import CellRuntime
import ChapterModel
import Foundation
import SourceModel

/// Compiles and runs one program: a result for each of its cells, or why it stopped.
package struct ProgramRunner: Sendable {
  package let compiler: Compiler
  package let limits: Limits
  package let workingFolder: URL
  package let environment: CellEnvironment
  /// Whether programs have no network but their own.
  package var isOffline = false
  /// Whether the states of the program's controls are made.
  var makesStates = false

  package init(
    compiler: Compiler, limits: Limits, workingFolder: URL, environment: CellEnvironment
  ) {
    self.compiler = compiler
    self.limits = limits
    self.workingFolder = workingFolder
    self.environment = environment
  }

  /// A program that is ready to run, or why it isn't.
  package struct Build {
    package let program: Program
    package let folder: URL
    package let state: State
    /// The last cell, where it isn't part of what was built, but of what that attempts.
    var attempt: Cell?

    package enum State {
      /// It can be run; what the compiler warned of.
      case ready(URL, [Diagnostic])
      /// It can't, because of the cell with this number.
      case broken(Int, CellFailure.Reason)
    }
  }

  package func run(_ program: Program, in folder: URL) async throws -> ProgramResult {
    try await run(build(program, in: folder))
  }

  func build(_ program: Program, in folder: URL) async throws -> Build {
    Build(program: program, folder: folder, state: try await state(of: program, in: folder))
  }

  private func state(of program: Program, in folder: URL) async throws -> Build.State {
    let violations = program.violations
    if let error = violations.first, let cell = program.cell(at: error.location) {
      return .broken(cell, .notCompiled(violations))
    }
    if let cell = program.malformedCell {
      let errors = try await compiler.syntaxErrors(ofCell: cell, in: program, folder: folder)
      if !errors.isEmpty { return .broken(cell, .notCompiled(errors)) }
    }
    switch try await compiler.build(program, in: folder) {
    case .built(let executable, let warnings): return .ready(executable, warnings)
    case .failed(let diagnostics, let output):
      let errors = diagnostics.filter { $0.severity == .error }
      guard !errors.isEmpty else {
        return .broken(try await firstUnbuildable(in: program, folder), .notBuilt(output))
      }
      let cell = errors.compactMap { program.cell(at: $0.location) }.min() ?? 0
      return .broken(cell, .notCompiled(diagnostics))
    }
  }

  /// The cell without which, and without those after it, a program can be built that can't as a whole:
  /// what the linker says names no place.
  func firstUnbuildable(in program: Program, _ folder: URL) async throws -> Int {
    var (builds, fails) = (0, program.cells.count)
    // A compiler that had to be stopped would have to be each time.
    var limits = limits
    limits.compileSeconds = max(limits.compileSeconds / 8, 1)
    let compiler = compiler.within(limits)
    while fails - builds > 1 {
      let middle = (builds + fails) / 2
      if case .built = try await compiler.build(program.prefix(middle), in: folder) {
        builds = middle
      } else {
        fails = middle
      }
    }
    return fails - 1
  }

  /// Runs what was built.
  ///
  /// - Parameter needsPlace: Whether it matters where a trap with a message was.
  package func run(_ build: Build, needsPlace: Bool = true) async throws -> ProgramResult {
    switch build.state {
    case .broken(let cell, let reason):
      return try await runBefore(cell, of: build.program, because: reason, in: build.folder)
    case .ready(let executable, let warnings):
      var result = try await run(executable, of: build.program, attempting: build.attempt)
      if let (cell, error) = try await earlyUse(
        among: result.suspects, of: build.program, in: build.folder)
      {
        return try await runBefore(
          cell, of: build.program, because: .notCompiled([error]), in: build.folder)
      }
      result.warnings = warnings
      if case .trapped(let message)? = result.failure?.reason, needsPlace || message == nil {
        try await locate(&result, build.program, in: build.folder)
      }
      return result
    }
  }

  /// The first of some uses that is of a variable, and not of a member with its name: the compiler, which
  /// knows all members, says so.
  private func earlyUse(
    among suspects: Set<Int>, of program: Program, in folder: URL
  ) async throws -> (cell: Int, error: Diagnostic)? {
    for number in suspects.sorted() {
      let use = program.earlyUse(number)
      let types = try await compiler.checkTypes(program.renamingVariable(ofUse: number), in: folder)
      guard case .failed(let diagnostics, _) = types else { continue }
      if diagnostics.contains(where: { $0.severity == .error && $0.location == use.error.location })
      {
        return use
      }
    }
    return nil
  }

  /// A program that trapped runs once more, with the debug information that takes long to make and
  /// that none needs but this, to say where it was and why.
  private func locate(
    _ result: inout ProgramResult, _ program: Program, in folder: URL
  ) async throws {
    let build = try await compiler.build(program, in: folder, withDebugInformation: true)
    guard case .built(let executable, _) = build, var failure = result.failure else { return }
    var process = process(executable, of: program)
    process.reportsCrashes = true
    _ = try await process.run()
    guard
      let report = CrashReport(
        contentsOf: CellProcess.crashReport(of: executable), about: program.files)
    else { return }
    failure.location = report.position ?? failure.location
    if failure.reason == .trapped(nil), let why = report.failure { failure.reason = .trapped(why) }
    result.failure = failure
  }

  /// The cells before one that doesn't compile are a program too, and show what they print.
  private func runBefore(
    _ number: Int, of program: Program, because reason: CellFailure.Reason, in folder: URL
  ) async throws -> ProgramResult {
    let before = program.prefix(number)
    var result = ProgramResult()
    if number > 0, case .built(let executable, _) = try await compiler.build(before, in: folder) {
      result = try await run(executable, of: before)
    }
    let cell = program.cells[number]
    var location = cell.location
    if case .notCompiled(let diagnostics) = reason,
      let error = diagnostics.first(where: { $0.severity == .error })
    {
      location = error.location
    }
    let failure = CellFailure(cell: cell.id, location: location, reason: reason)
    if result.failure == nil {
      result.failure = failure
      result.cells[cell.id] = CellResult(state: .failed)
    }
    for other in program.cells where result.cells[other.id] == nil {
      result.cells[other.id] = CellResult(state: .notRun)
    }
    return result
  }

  package func run(
    _ executable: URL, of program: Program, attempting cell: Cell? = nil
  ) async throws -> ProgramResult {
    var process = process(executable, of: program)
    process.attempt = cell
    if makesStates, cell == nil { process.stateLimit = limits.states }
    let outcome = try await process.run()
    let displays = CellProcess.displays(of: executable)
    let reader = RunReader(program: program, limits: limits, displays: displays)
    var result = reader.result(of: outcome)
    if process.stateLimit > 0 {
      result.takeStates(of: outcome, atMost: limits.states, by: reader)
    }
    return result
  }

  private func process(_ executable: URL, of program: Program) -> CellProcess {
    var process = CellProcess(
      program: executable, cells: program.cells, limits: limits, workingFolder: workingFolder,
      environment: environment)
    process.isOffline = isOffline
    return process
  }
}
