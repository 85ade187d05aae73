import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// A cell that stands apart from the chapter's program, because it isn't to run, isn't to compile,
/// is to trap, or is a program of its own.
package struct Trial {
  package let runner: ProgramRunner
  package let cell: Cell
  /// The cell after those it builds on.
  package let program: Program

  package init(runner: ProgramRunner, cell: Cell, program: Program) {
    self.runner = runner
    self.cell = cell
    self.program = program
  }

  /// What came of it.
  package struct Outcome {
    package var result: CellResult
    /// Why it isn't what the cell says, if it isn't.
    package var failure: CellFailure?
    /// What the compiler warned of in the cell, unless the cell expects it.
    package var warnings: [Diagnostic] = []
  }

  /// What the compiler made of it.
  package enum Preparation {
    /// What it said of a cell that isn't to run.
    case checked(Compiler.Outcome)
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
    case .runs, .traps: .built(try await runner.build(program, in: folder))
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
  package func run(in folder: URL) async throws -> Outcome {
    try await outcome(of: prepare(in: folder))
  }

  /// Runs what is to run, and tells what came of the cell.
  package func outcome(of preparation: Preparation) async throws -> Outcome {
    let (result, failure) =
      switch preparation {
      case .checked(let outcome):
        cell.options.expectation == .compiles ? compiles(outcome) : failsToCompile(outcome)
      case .built(let build):
        cell.options.expectation == .traps ? try await traps(build) : try await runs(build)
      }
    var outcome = Outcome(result: result, failure: failure)
    let warnings = preparation.warnings.filter { cell.contains($0.location) }
    if cell.options.warns, failure == nil {
      outcome.failure = outcome.result.take(warnings, expectedBy: cell)
    } else if cell.options.expectation != .failsToCompile {
      outcome.warnings = warnings
    }
    return outcome
  }

  private func runs(_ build: ProgramRunner.Build) async throws -> (CellResult, CellFailure?) {
    let outcome = try await runner.run(build)
    return (outcome.cells[cell.id] ?? notRun, outcome.failure)
  }

  private func compiles(_ outcome: Compiler.Outcome) -> (CellResult, CellFailure?) {
    switch outcome {
    case .built: return (CellResult(state: .ran), nil)
    case .failed(let diagnostics, let output):
      let reason =
        diagnostics.isEmpty ? CellFailure.Reason.notBuilt(output) : .notCompiled(diagnostics)
      return failed(reason, at: diagnostics.first { $0.severity == .error }?.location)
    }
  }

  private func failsToCompile(_ outcome: Compiler.Outcome) -> (CellResult, CellFailure?) {
    guard case .failed(let diagnostics, let output) = outcome else { return failed(.compiles) }
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
    let outcome = try await runner.run(build, needsPlace: false)
    let output = outcome.cells[cell.id]?.output ?? CellOutput()
    let printed = output.reading(as: cell.options.outputFormat)
    guard let failure = outcome.failure else { return failed(.didNotTrap) }
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

  private var notRun: CellResult { CellResult(state: .notRun) }

  private func failed(
    _ reason: CellFailure.Reason, at location: SourceLocation? = nil
  ) -> (CellResult, CellFailure?) {
    let failure = CellFailure(
      cell: cell.id, location: location ?? cell.location, reason: reason)
    return (CellResult(state: .failed), failure)
  }
}
