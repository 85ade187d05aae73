import Foundation

/// Runs as much as can be run of a document that wasn't written as one program.
///
/// Cells that don't compile are left out, and with them those that need them. What is left over for
/// want of a free name is tried in smaller scopes: a chapter's section, a heading's part, the part
/// from the cell on, the cell alone. A cell that traps, hangs or ends the program is left out of the
/// next run, so that those after it have theirs.
struct Salvage {
  let runner: ProgramRunner
  let chapter: Chapter
  let folder: URL
  private let cells: [Cell]
  private let prelude: String
  private var search = Search()

  /// What is known so far.
  private struct Search {
    var results: [Int: CellResult] = [:]
    var failures: [Int: CellFailure] = [:]
    /// Cells that no scope can help.
    var hopeless: Set<Int> = []
    /// Scopes that have been tried.
    var tried: Set<[Int]> = []
  }

  init(runner: ProgramRunner, chapter: Chapter, folder: URL) {
    self.runner = runner
    self.chapter = chapter
    self.folder = folder
    cells = chapter.runningCells.map { $0.withoutEntryPoint }
    prelude = SalvagePrelude(cells: cells, modules: runner.compiler.library.modules ?? []).text
  }

  /// Tries scope after scope.
  mutating func run() async throws -> ChapterResult {
    for cell in cells where SwiftCode(cell.code).hasSyntaxError {
      let errors = try await runner.compiler.syntaxErrors(
        ofCell: 0, in: Program(cells: [cell]), folder: folder)
      guard !errors.isEmpty else { continue }
      fail(cell, .notCompiled(errors))
      search.hopeless.insert(cell.index)
    }
    let scopes = SalvageScopes(chapter)
    for divide in [scopes.whole, scopes.sections, scopes.parts, scopes.tails, scopes.single] {
      for scope in divide(cells.filter(isTried), isWanted) { try await settle(scope) }
    }
    try await runApart()
    var result = ChapterResult(
      cells: search.results, failures: [], warnings: [], isCached: false)
    for cell in cells {
      if let failure = search.failures[cell.index] { result.failures.append(failure) }
      if search.results[cell.index] == nil {
        result.cells[cell.index] = CellResult(
          state: search.failures[cell.index] == nil ? .notRun : .failed)
      }
    }
    return result
  }

  private func isTried(_ cell: Cell) -> Bool {
    cell.options.isPartOfProgram && !search.hopeless.contains(cell.index)
  }

  private func isWanted(_ cell: Cell) -> Bool {
    isTried(cell) && search.results[cell.index] == nil
  }

  /// Leaves out of a scope what doesn't compile or doesn't come to its end, until the rest runs.
  private mutating func settle(_ scope: [Cell]) async throws {
    var scope = scope
    while scope.contains(where: isWanted), search.tried.insert(scope.map(\.index)).inserted {
      let program = Program(cells: scope, prelude: prelude)
      switch try await runner.compiler.build(program, in: folder) {
      case .failed(let diagnostics, let output):
        let left = leaveOut(diagnostics, output, of: program)
        scope.removeAll { left.contains($0.index) }
      case .built(let executable, _):
        let outcome = try await runner.run(executable, of: program)
        for cell in scope where isWanted(cell) {
          guard let result = outcome.cells[cell.id], result.state == .ran else { continue }
          search.results[cell.index] = result
          search.failures[cell.index] = nil
        }
        guard let failure = outcome.failure else { return }
        if search.results[failure.cell.index] == nil {
          search.results[failure.cell.index] = outcome.cells[failure.cell]
          search.failures[failure.cell.index] = failure
        }
        search.hopeless.insert(failure.cell.index)
        scope.removeAll { $0.id == failure.cell }
      }
    }
  }

  /// The cells to go on without. A name that is declared twice makes others ambiguous, and a module
  /// that isn't there keeps the compiler from looking further, so cells with those go first.
  private mutating func leaveOut(
    _ diagnostics: [Diagnostic], _ output: String, of program: Program
  ) -> Set<Int> {
    var errors: [Int: [Diagnostic]] = [:]
    for error in diagnostics where error.severity == .error {
      guard let number = program.cell(at: error.location) else { continue }
      errors[program.cells[number].index, default: []].append(error)
    }
    guard !errors.isEmpty else {
      for cell in program.cells where isWanted(cell) { fail(cell, .notBuilt(output)) }
      return Set(program.cells.map(\.index))
    }
    let isWhole = search.tried.count == 1 || program.cells.count == cells.count { isTried($0) }
    var left: Set<Int> = []
    for kind in [Diagnostic.Kind.missingModule, .redeclared, .other] where left.isEmpty {
      left = Set(errors.filter { $1.contains { $0.kind == kind } }.keys)
    }
    for cell in program.cells where errors[cell.index] != nil && isWanted(cell) {
      let own = errors[cell.index] ?? []
      if left.contains(cell.index) { fail(cell, .notCompiled(own)) }
      // What isn't declared among all cells isn't among fewer.
      let isMissing = own.contains { $0.kind == .missingModule || $0.isAboutUnknownName }
      if isMissing, isWhole || own.contains(where: { $0.kind == .missingModule }) {
        fail(cell, .notCompiled(own))
        search.hopeless.insert(cell.index)
        left.insert(cell.index)
      }
    }
    return left
  }

  /// Cells that are no part of the chapter's program come after those above them that compile.
  private mutating func runApart() async throws {
    for cell in cells where !cell.options.isPartOfProgram && !search.hopeless.contains(cell.index) {
      let above = cells.filter {
        $0.index < cell.index && search.results[$0.index]?.state == .ran
          && $0.options.isPartOfProgram
      }
      let program = Program(
        cells: (cell.options.isIsolated ? [] : above) + [cell], prelude: prelude)
      let (result, failure) = try await Trial(runner: runner, cell: cell, program: program)
        .run(in: folder)
      search.results[cell.index] = result
      search.failures[cell.index] = failure
    }
  }

  private mutating func fail(_ cell: Cell, _ reason: CellFailure.Reason) {
    var location = cell.location
    if case .notCompiled(let errors) = reason, let first = errors.first {
      location = first.location
    }
    search.failures[cell.index] = CellFailure(cell: cell.id, location: location, reason: reason)
  }
}

extension Diagnostic {
  /// What an error means for the cells around it.
  enum Kind { case missingModule, redeclared, other }

  var kind: Kind {
    if message.hasPrefix("no such module") { return .missingModule }
    let twice = ["invalid redeclaration", "redundant conformance", "duplicate"]
    return twice.contains { message.hasPrefix($0) } ? .redeclared : .other
  }

  /// Whether a name isn't declared anywhere.
  var isAboutUnknownName: Bool { message.hasPrefix("cannot find ") }
}
