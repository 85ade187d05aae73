import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// A cell that stands apart from the chapter's program, because it isn't to run, isn't to compile,
/// is to trap, or is a program of its own.
package struct ExpectationRun {
  package let runner: ProgramRunner
  package let cell: Cell
  /// The cell after those it builds on.
  package let program: Program

  package init(runner: ProgramRunner, cell: Cell, program: Program) {
    self.runner = runner
    self.cell = cell
    self.program = program
  }

  /// A cell of a chapter, above which stands a part of the chapter's program.
  package init(runner: ProgramRunner, cell: Cell, in chapter: Chapter, _ program: Program) {
    let conditions = cell.options.isExercise ? chapter.conditions(of: cell) : []
    self.init(runner: runner, cell: cell, program: program.trying(cell, above: conditions))
  }

  /// What the compiler made of it.
  package enum Preparation {
    /// What it said of a cell that isn't to run.
    case checked(CompileResult<URL>)
    /// The program that is to run.
    case built(ProgramRunner.Build)

    /// What the compiler warned of.
    fileprivate var warnings: [Diagnostic] {
      let diagnostics =
        switch self {
        case .checked(.built(_, let diagnostics)), .checked(.failed(let diagnostics, _)):
          diagnostics
        case .built(let build):
          if case .ready(_, let diagnostics) = build.state { diagnostics } else { [Diagnostic]() }
        }
      return diagnostics.filter { $0.severity == .warning }
    }
  }

  /// Whether the chapter's program can run the cell in the place of what is below it, so that this needs
  /// no program of its own.
  var canBeAttempted: Bool {
    cell.options.expectation == .traps && !cell.options.isIsolated && program.canEndInBraces
  }

  /// Does all that can be done before other programs of the chapter have run.
  package func prepare(in folder: URL) async throws -> Preparation {
    switch cell.options.expectation {
    case .runs, .traps, .meetsNoConditions: .built(try await runner.build(program, in: folder))
    case .compiles, .failsToCompile:
      program.violations.isEmpty
        ? .checked(try await runner.compiler.check(program, in: folder))
        : .checked(.failed(program.violations, ""))
    }
  }

  /// The same, where the chapter's program attempts the cell.
  ///
  /// - Parameter folder: For a program of the cell's own, should one be needed to say why it trapped.
  func preparation(in build: ProgramRunner.Build, folder: URL) -> Preparation {
    .built(
      ProgramRunner.Build(program: program, folder: folder, state: build.state, attempt: cell))
  }

  /// Compiles and runs it at once.
  package func run(in folder: URL) async throws -> ProgramResult {
    try await result(of: prepare(in: folder))
  }

  /// Runs what is to run, and tells what came of the cell.
  package func result(of preparation: Preparation) async throws -> ProgramResult {
    var (own, failure) =
      switch preparation {
      case .checked(let compiled):
        cell.options.expectation == .compiles ? compiles(compiled) : failsToCompile(compiled)
      case .built(let build):
        switch cell.options.expectation {
        case .traps: try await traps(build)
        case .meetsNoConditions: try await meetsNoConditions(build)
        default: try await runs(build)
        }
      }
    var result = ProgramResult()
    let warnings = preparation.warnings.filter { cell.contains($0.location) }
    if cell.options.warns, failure == nil {
      failure = own.take(warnings, expectedBy: cell)
    } else if cell.options.expectation != .failsToCompile {
      result.warnings = warnings
    }
    (result.cells[cell.id], result.failure) = (own, failure)
    return result
  }

  private func runs(_ build: ProgramRunner.Build) async throws -> (CellResult, CellFailure?) {
    let result = try await runner.run(build)
    return (result.result(of: cell), result.failure)
  }

  private func compiles(_ compiled: CompileResult<URL>) -> (CellResult, CellFailure?) {
    switch compiled {
    case .built: return (CellResult(state: .ran), nil)
    case .failed(let diagnostics, let output):
      let reason =
        diagnostics.isEmpty ? CellFailure.Reason.notBuilt(output) : .notCompiled(diagnostics)
      return failed(reason, at: diagnostics.first { $0.severity == .error }?.location)
    }
  }

  private func failsToCompile(_ compiled: CompileResult<URL>) -> (CellResult, CellFailure?) {
    guard case .failed(let diagnostics, let output) = compiled else { return failed(.compiles) }
    let errors = diagnostics.filter { $0.severity == .error }
    // Cells above have been compiled without it; an error there would not be this cell's.
    let own = errors.filter { program.cell(at: $0.location) == program.cells.count - 1 }
    guard !own.isEmpty, own.count == errors.count else {
      return failed(errors.isEmpty ? .notBuilt(output) : .notCompiled(errors))
    }
    let text = own.map { $0.excerpt(of: cell) }.joined()
    return (CellResult(state: .ran, output: CellOutput(text: text)), nil)
  }

  private func traps(_ build: ProgramRunner.Build) async throws -> (CellResult, CellFailure?) {
    let result = try await runner.run(build, needsPlace: false)
    let printed = result.result(of: cell).output.reading(as: cell.options.outputFormat)
    guard let failure = result.failure else { return failed(.didNotTrap) }
    let message: String? =
      switch failure.reason {
      case .trapped(let message): "Fatal error" + (message.map { ": " + $0 } ?? "")
      case .threw(let error): "Fatal error: Error raised at top level: \(error)"
      default: nil
      }
    guard failure.cell == cell.id, let message else {
      return (CellResult(state: .failed, output: printed), failure)
    }
    return (CellResult(state: .ran, output: CellOutput(printed.parts + [.text(message)])), nil)
  }

  /// A skeleton needn't compile, or come to its end: it only mustn't meet all conditions. Its output says
  /// why it doesn't, for readers who complete it.
  private func meetsNoConditions(
    _ build: ProgramRunner.Build
  ) async throws -> (CellResult, CellFailure?) {
    func isBelow(_ id: Cell.ID) -> Bool { id.file == cell.id.file && id.index >= cell.index }
    var failure: CellFailure?
    if case .broken(let number, let reason) = build.state, isBelow(build.program.cells[number].id) {
      failure = CellFailure(cell: cell.id, location: cell.location, reason: reason)
    } else {
      failure = try await runner.run(build, needsPlace: false).failure
    }
    guard let failure else { return failed(.meetsConditions) }
    guard isBelow(failure.cell) else { return (CellResult(state: .notRun), failure) }
    let output = CellOutput(text: OutputText.recorded(failure.objection(to: cell)))
    return (CellResult(state: .ran, output: output), nil)
  }

  private func failed(
    _ reason: CellFailure.Reason, at location: SourceLocation? = nil
  ) -> (CellResult, CellFailure?) {
    let failure = CellFailure(
      cell: cell.id, location: location ?? cell.location, reason: reason)
    return (CellResult(state: .failed), failure)
  }
}
