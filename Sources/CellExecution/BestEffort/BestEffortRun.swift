import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// Runs as much as can be run of a document that wasn't written as one program.
///
/// First go the cells that no scope can help: what isn't Swift, and what names things that no cell
/// declares. The rest is tried in the largest scopes that its names allow; what is left over then,
/// each with no more than it needs.
struct BestEffortRun {
  /// How many scopes of a document are tried at a time.
  private static let width = 2

  let runner: ProgramRunner
  let folder: URL
  private let cells: [Cell]
  private let prelude: String
  private var findings = Findings()
  /// Cells that no scope can help.
  private var hopeless: Set<Int> = []

  init(runner: ProgramRunner, chapter: Chapter, folder: URL) {
    self.runner = runner
    self.folder = folder
    cells = chapter.runningCells.map { $0.withoutEntryPoint }
    prelude = Prelude(cells: cells, modules: runner.compiler.library.modules ?? []).text
  }

  mutating func run() async throws -> ChapterResult {
    try await leaveOutMalformed()
    try await leaveOutUnknown()
    let scopes = CellScopes(hopeful)
    var tried = Set(scopes.large.map { $0.map(\.index) })
    try await tryAll(scopes.large)
    for attempt in 0..<3 {
      let rest = hopeful.filter { findings.results[$0.index]?.state != .ran }
      let again = rest.map { scopes.small(for: $0)[attempt] }
      try await tryAll(again.filter { tried.insert($0.map(\.index)).inserted })
    }
    try await runApart()
    return result
  }

  private var hopeful: [Cell] {
    cells.filter { $0.options.isPartOfProgram && !hopeless.contains($0.index) }
  }

  private var result: ChapterResult {
    var result = ChapterResult(cells: [:], failures: [], warnings: [], isCached: false)
    for cell in cells {
      let failure = findings.failures[cell.index]
      if let failure { result.failures.append(failure) }
      result.cells[cell.index] =
        findings.results[cell.index] ?? CellResult(state: failure == nil ? .notRun : .failed)
    }
    return result
  }

  private mutating func leaveOutMalformed() async throws {
    for cell in cells {
      let program = Program(cells: [cell])
      var errors = program.violations
      if errors.isEmpty, program.malformedCell != nil {
        errors = try await runner.compiler.syntaxErrors(ofCell: 0, in: program, folder: folder)
      }
      if !errors.isEmpty { giveUp(cell, errors) }
    }
  }

  /// A name that no cell declares is found in no scope; nor is what only cells left out declare.
  private mutating func leaveOutUnknown() async throws {
    // The compiler looks names up in time that grows with the square of a program's length.
    let pieces = stride(from: 0, to: cells.count, by: 30).map { start in
      Set(cells[start..<min(start + 30, cells.count)].map(\.index))
    }
    var waiting = pieces
    while !waiting.isEmpty {
      let declared = hopeful.reduce(into: Set<String>()) {
        $0.formUnion(CellNames($1.code).declared)
      }
      let programs = waiting.map { piece in hopeful.filter { piece.contains($0.index) } }
      let runner = runner
      let prelude = prelude
      let found = try await sideBySide(programs) { cells, folder -> [Int: [Diagnostic]] in
        let program = Program(cells: cells, prelude: prelude)
        guard
          case .failed(let diagnostics, _) = try await runner.compiler.checkTypes(
            program, in: folder)
        else { return [:] }
        return program.hopelessErrors(in: diagnostics, declared: declared)
      }
      let left: [Int: [Diagnostic]] = found.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
      for cell in hopeful { left[cell.index].map { giveUp(cell, $0) } }
      // Where cells were left out, others may have spoken of what they declare.
      waiting = pieces.filter { !$0.isDisjoint(with: left.keys) }
    }
  }

  private mutating func giveUp(_ cell: Cell, _ errors: [Diagnostic]) {
    findings.fail(cell, .notCompiled(errors))
    hopeless.insert(cell.index)
  }

  /// Tries scopes, and takes over what they find in their order.
  private mutating func tryAll(_ scopes: [[Cell]]) async throws {
    let (runner, prelude) = (runner, prelude)
    let found = try await sideBySide(scopes) { scope, folder in
      try await ScopeRun(runner: runner, prelude: prelude, folder: folder).run(scope)
    }
    found.forEach { findings.add($0) }
  }

  /// Does something with programs, each in a folder of its own: the results in their order.
  private func sideBySide<Found: Sendable>(
    _ programs: [[Cell]], _ attempt: @escaping @Sendable ([Cell], URL) async throws -> Found
  ) async throws -> [Found] {
    try await withThrowingTaskGroup(of: (Int, Found).self) { tasks in
      var found: [Int: Found] = [:]
      for (number, cells) in programs.enumerated() {
        if number >= Self.width, let (done, result) = try await tasks.next() {
          found[done] = result
        }
        let place = folder.appending(path: "scope-\(number)")
        tasks.addTask {
          try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
          defer { try? FileManager.default.removeItem(at: place) }
          return (number, try await attempt(cells, place))
        }
      }
      for try await (done, result) in tasks { found[done] = result }
      return programs.indices.compactMap { found[$0] }
    }
  }

  /// Cells that are no part of the chapter's program come after those above them that compile.
  private mutating func runApart() async throws {
    for cell in cells where !cell.options.isPartOfProgram && !hopeless.contains(cell.index) {
      let ran = hopeful.filter {
        $0.index < cell.index && findings.results[$0.index]?.state == .ran
      }
      let scope = cell.options.isIsolated ? [cell] : CellScopes(ran + [cell]).small(for: cell)[0]
      let program = Program(cells: scope, prelude: prelude)
      let expectation = ExpectationRun(runner: runner, cell: cell, program: program)
      let outcome = try await expectation.run(in: folder)
      findings.results[cell.index] = outcome.result(of: cell)
      findings.failures[cell.index] = outcome.failure
    }
  }
}
