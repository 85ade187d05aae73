import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// What is known of a document's cells, by their places in it.
struct Findings: Sendable {
  var results: [Int: CellResult] = [:]
  var failures: [Int: CellFailure] = [:]

  /// Takes over what another scope found of cells that haven't run yet.
  mutating func add(_ other: Findings) {
    for (index, failure) in other.failures where results[index]?.state != .ran {
      if let known = failures[index], known.reason.errorCount <= failure.reason.errorCount {
        continue
      }
      failures[index] = failure
    }
    for (index, result) in other.results where results[index]?.state != .ran {
      results[index] = result
      if result.state == .ran { failures[index] = nil }
    }
  }

  mutating func fail(_ cell: Cell, _ reason: CellFailure.Reason) {
    var location = cell.location
    if case .notCompiled(let errors) = reason, let first = errors.first {
      location = first.location
    }
    failures[cell.index] = CellFailure(cell: cell.id, location: location, reason: reason)
  }
}

extension CellFailure.Reason {
  /// How many errors keep a cell from being compiled; 0 if none does. What it lacks in a scope that is
  /// too small tells less of it than what happens where it has all it needs.
  fileprivate var errorCount: Int {
    switch self {
    case .notCompiled(let diagnostics): diagnostics.count { $0.severity == .error }
    case .notBuilt: 1
    default: 0
    }
  }
}

/// One program of some of a document's cells. What doesn't compile or doesn't come to its end is left
/// out, until the rest runs.
struct ScopeRun: Sendable {
  let runner: ProgramRunner
  let prelude: String
  let folder: URL

  /// - Parameter wanted: The cells, by their places, that it is about: when they are left out, the others needn't
  ///   run. nil for all.
  func run(_ cells: [Cell], for wanted: Set<Int>? = nil) async throws -> Findings {
    var findings = Findings()
    var scope = cells
    // What stopped the program last. It was built, so that what is missing then is missing without it.
    var stopping: Cell?
    while scope.contains(where: { wanted?.contains($0.index) ?? true }) {
      let program = Program(cells: scope, prelude: prelude).notingValues
      var left: Set<Int> = []
      // What is used before it has a value would be read as zero.
      let early = program.errors(in: program.violations)
      guard early.isEmpty else {
        for cell in scope {
          if let errors = early[cell.index] { findings.fail(cell, .notCompiled(errors)) }
        }
        scope.removeAll { early[$0.index] != nil }
        continue
      }
      switch try await runner.compiler.build(program, in: folder) {
      case .failed(let diagnostics, let output):
        for (index, reason) in try await flaws(of: program, diagnostics, output) {
          guard let cell = scope.first(where: { $0.index == index }) else { continue }
          findings.fail(cell, stopping.map { .needs($0.location) } ?? reason)
          left.insert(index)
        }
      case .built(let executable, _):
        let outcome = try await runner.run(executable, of: program)
        for cell in scope { findings.results[cell.index] = outcome.cells[cell.id] }
        guard let failure = outcome.failure else { return findings }
        if let number = scope.firstIndex(where: { $0.isMeantToStop(by: failure) }) {
          // The document shows what it comes to; the rest goes on without that statement.
          let line = failure.location.line - scope[number].firstCodeLine + 1
          scope[number] = scope[number].withoutStatements(at: [line])
          continue
        }
        findings.failures[failure.cell.index] = failure
        stopping = scope.first { $0.id == failure.cell }
        left = [failure.cell.index]
      }
      scope.removeAll { left.contains($0.index) }
    }
    return findings
  }

  /// The cells to go on without, by their places in the document, and why. A name that is declared
  /// twice makes others ambiguous, so cells with that go first.
  private func flaws(
    of program: Program, _ diagnostics: [Diagnostic], _ output: String
  ) async throws -> [Int: CellFailure.Reason] {
    let errors = program.errors(in: diagnostics)
    guard !errors.isEmpty else {
      let number = try await runner.firstUnbuildable(in: program, folder)
      return [program.cells[number].index: .notBuilt(output)]
    }
    let redeclaring = errors.filter { $1.contains(where: \.isAboutRedeclaration) }
    return (redeclaring.isEmpty ? errors : redeclaring).mapValues { .notCompiled($0) }
  }
}

extension Cell {
  /// Whether it says of the statement that stopped it that it does.
  fileprivate func isMeantToStop(by failure: CellFailure) -> Bool {
    guard id == failure.cell else { return false }
    switch failure.reason {
    case .trapped, .threw, .signalled: break
    default: return false
    }
    let line = failure.location.line - firstCodeLine + 1
    return CellForm(code).linesMeantToFail.contains(line)
      && withoutStatements(at: [line]).code != code
  }
}

extension Program {
  /// The errors among a compiler's diagnostics, by the places of their cells in the document.
  package func errors(in diagnostics: [Diagnostic]) -> [Int: [Diagnostic]] {
    var errors: [Int: [Diagnostic]] = [:]
    for error in diagnostics where error.severity == .error {
      guard let number = cell(at: error.location) else { continue }
      errors[cells[number].index, default: []].append(error)
    }
    return errors
  }

  /// The errors of cells that no other scope can help: a module isn't there, or a name that isn't
  /// among those that any cell declares.
  func hopelessErrors(in diagnostics: [Diagnostic], declared: Set<String>) -> [Int: [Diagnostic]] {
    let errors = errors(in: diagnostics)
    let missing = errors.filter { $1.contains(where: \.isAboutMissingModule) }
    guard missing.isEmpty else { return missing }
    return errors.filter { $1.contains { $0.unknownName.map { !declared.contains($0) } ?? false } }
  }
}

extension Diagnostic {
  /// Whether a module isn't there, which keeps the compiler from looking further.
  var isAboutMissingModule: Bool { message.hasPrefix("no such module") }

  /// Whether it is about what only Apple's systems have.
  var isAboutOtherSystem: Bool {
    message == "Objective-C interoperability is disabled"
      || message.contains(
        #/^value of type '(FileHandle|URL|URLSession)' has no member '(bytes|lines|resourceBytes)'/#
      )
  }

  /// Whether a variable is used above its declaration.
  var isAboutEarlyUse: Bool { message.contains("' is used before its declaration at ") }

  /// The name that isn't declared, if it is about one: `cannot find type 'Player' in scope`.
  var unknownName: String? {
    if message == "expansion of macro 'error' requires leading '#'" { return "error" }
    guard message.hasPrefix("cannot find ") else { return nil }
    return message.split(separator: "'", omittingEmptySubsequences: false).dropFirst().first
      .map(String.init)
  }

  var isAboutAmbiguity: Bool {
    message.hasPrefix("ambiguous use of '") || message.contains("' is ambiguous for type lookup")
  }

  var isAboutRedeclaration: Bool {
    ["invalid redeclaration", "redundant conformance", "duplicate"].contains {
      message.hasPrefix($0)
    }
  }
}
