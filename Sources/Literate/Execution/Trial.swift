import Foundation

/// A cell that stands apart from the chapter's program, because it isn't to run, isn't to compile,
/// is to trap, or is a program of its own.
struct Trial {
  let runner: ProgramRunner
  let cell: Cell
  /// The cell after those it builds on.
  let program: Program

  /// What the compiler made of it.
  enum Preparation {
    /// What it said of a cell that isn't to run.
    case checked(Compiler.Outcome)
    /// The program that is to run.
    case built(ProgramRunner.Build)
  }

  /// Does all that can be done before other programs of the chapter have run.
  func prepare(in folder: URL) async throws -> Preparation {
    switch cell.options.expectation {
    case .runs, .traps: .built(try await runner.build(program, in: folder))
    case .compiles, .failsToCompile:
      .checked(try await runner.compiler.check(program, in: folder))
    }
  }

  /// Compiles and runs it at once.
  func run(in folder: URL) async throws -> (CellResult, CellFailure?) {
    try await result(of: prepare(in: folder))
  }

  /// What came of the cell, and why that isn't what it says.
  func result(of preparation: Preparation) async throws -> (CellResult, CellFailure?) {
    switch preparation {
    case .checked(let outcome):
      cell.options.expectation == .compiles ? compiles(outcome) : failsToCompile(outcome)
    case .built(let build):
      cell.options.expectation == .traps ? try await traps(build) : try await runs(build)
    }
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
    let printed = outcome.cells[cell.id]?.output ?? CellOutput()
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

/// Puts the compiler's warnings where cells expect them.
struct WarningReader {
  let chapter: Chapter

  /// Takes the warnings of cells marked `warns` out of the result and into those cells' output.
  func apply(to result: inout ChapterResult) {
    for cell in chapter.runningCells where cell.options.warns && cell.options.isPartOfProgram {
      guard result.cells[cell.index]?.state == .ran else { continue }
      let own = result.warnings.filter {
        $0.severity == .warning && cell.contains($0.location)
      }
      result.warnings.removeAll { own.contains($0) }
      guard !own.isEmpty else {
        result.cells[cell.index]?.state = .failed
        result.failures.append(
          CellFailure(cell: cell.id, location: cell.location, reason: .didNotWarn))
        continue
      }
      let text = own.map { $0.excerpt(of: cell) }.joined()
      let printed = result.cells[cell.index]?.output.parts ?? []
      result.cells[cell.index]?.output = CellOutput([.text(text)] + printed)
    }
  }
}
