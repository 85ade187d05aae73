import CellProgram
import ChapterModel
import Foundation
import SourceModel

extension BestEffortRun {
  /// Tries cells that don't compile with what an earlier section of the document declares, and those that need a
  /// cell that doesn't come to its end with no more of it than its declarations: a server that it starts and waits
  /// for needn't run.
  mutating func goBack(in scopes: CellScopes, besides tried: Set<[String]>) async throws {
    let rest = hopeful.filter { cell in
      switch findings.failures[cell.index]?.reason {
      case .notCompiled, .needs: break
      default: return false
      }
      return findings.results[cell.index]?.state != .ran && !leavingOut.contains(cell.index)
    }
    let run = self
    let attempts = try await sideBySide(rest) { cell, folder -> Attempt in
      var tried = tried
      var attempt = Attempt()
      let others = run.needsOther(cell) ? scopes.declarations(for: cell) : scopes.others(for: cell)
      for scope in others where tried.insert(scope.map(\.code)).inserted {
        // Most of these don't compile either, which a check of types says sooner.
        let errors = try await run.errors(in: scope, folder)
        guard errors.isEmpty else {
          errors[cell.index].map { attempt.errors.append($0) }
          continue
        }
        let found = try await run.findings(of: cell, in: scope, folder)
        if found.results[cell.index]?.state == .ran {
          attempt.findings = found
          break
        }
      }
      return attempt
    }
    for (cell, attempt) in zip(rest, attempts) {
      if let found = attempt.findings {
        if needsOther(cell) { needing[cell.index] = findings.failures[cell.index] }
        findings.add(found)
      }
      errorsElsewhere[cell.index] = attempt.errors
    }
  }

  private func needsOther(_ cell: Cell) -> Bool {
    if case .needs? = findings.failures[cell.index]?.reason { true } else { false }
  }

  /// What came of a cell in other programs.
  private struct Attempt {
    var findings: Findings?
    /// The errors in each of those in which it has some.
    var errors: [[Diagnostic]] = []
  }

  /// Tries cells again that print or give something else than the document says. Where a name is declared more
  /// than once, it may mean an earlier one, and where a cell begins a task, what that prints.
  mutating func keepPromises(in scopes: CellScopes) async throws {
    let differing = differing(result)
    let rest = hopeful.filter { differing[$0.index] != nil }
    let run = self
    let found = try await sideBySide(rest) { cell, folder -> Second in
      let waiting = scopes.small(for: cell)[0].map(\.awaitingTasks)
      let isWaiting = waiting.contains { $0.code != cell.code && $0.index == cell.index }
      let others = scopes.isAmbiguous(for: cell) ? scopes.others(for: cell) : []
      for scope in (isWaiting ? [waiting] : []) + others {
        let found = try await run.findings(of: cell, in: scope, folder)
        var result = run.result
        guard let fresh = found.results[cell.index], fresh.state == .ran else { continue }
        result.cells[cell.index] = fresh
        if run.differing(result)[cell.index] == nil { return .keeps(fresh) }
      }
      let line = differing[cell.index] ?? 0
      return try await run.isExplained(line, of: cell, in: scopes, folder) ? .isExplained : .differs
    }
    for (cell, second) in zip(rest, found) {
      if case .keeps(let result) = second {
        findings.results[cell.index] = result
      } else if let failure = needing[cell.index] {
        // What it needs may have done more than to declare something.
        findings.results[cell.index] = CellResult(state: .failed)
        findings.failures[cell.index] = failure
      } else if case .isExplained = second {
        findings.results[cell.index] = CellResult(state: .failed)
        findings.fail(cell, .printsOther)
      } else if scopes.small(for: cell)[0].contains(where: { CellForm($0.code).dependsOnPlace }) {
        findings.results[cell.index] = CellResult(state: .failed)
        findings.fail(cell, .dependsOnPlace)
      }
    }
  }

  /// What a second look finds of a cell that prints or gives something else than the document says.
  private enum Second {
    /// Another program in which it doesn't.
    case keeps(CellResult)
    /// That what is left to the reader may be why.
    case isExplained
    case differs
  }

  /// Whether what is left to the reader may be why a line doesn't hold: whether the program comes to an omission
  /// before it, in the cell or in those that it needs.
  private func isExplained(
    _ line: Int, of cell: Cell, in scopes: CellScopes, _ folder: URL
  ) async throws -> Bool {
    let scope = scopes.small(for: cell)[0]
    guard scope.contains(where: { leavingOut.contains($0.index) }) else { return false }
    let codes = Dictionary(uniqueKeysWithValues: cells.map { ($0.index, $0.code) })
    var program: [Cell] = []
    for one in scope {
      guard leavingOut.contains(one.index) else {
        program.append(one)
        continue
      }
      // In braces it is other code.
      guard let stopping = stopping[one.index], codes[one.index] == one.code else { return true }
      program.append(stopping)
    }
    let found = try await findings(of: cell, in: program, folder)
    if let fresh = found.results[cell.index], fresh.state == .ran {
      var result = result
      result.cells[cell.index] = fresh
      return differing(result)[cell.index] != line
    }
    guard let failure = found.failures[cell.index],
      case .trapped(FilledCode.message) = failure.reason
    else { return true }
    return failure.location.line <= line
  }

  /// What a scope says of one of its cells.
  private func findings(of cell: Cell, in scope: [Cell], _ folder: URL) async throws -> Findings {
    let found = try await ScopeRun(runner: runner, prelude: prelude, folder: folder).run(
      scope, for: [cell.index])
    return found.about([cell.index])
  }
}

extension Findings {
  /// What is found of cells that stand in a scope as they stand in the document.
  func about(_ cells: [Cell], in scope: [Cell]) -> Findings {
    let codes = Dictionary(uniqueKeysWithValues: cells.map { ($0.index, $0.code) })
    return about(Set(scope.filter { codes[$0.index] == $0.code }.map(\.index)))
  }

  fileprivate func about(_ indices: Set<Int>) -> Findings {
    Findings(
      results: results.filter { indices.contains($0.key) },
      failures: failures.filter { indices.contains($0.key) })
  }
}

extension Cell {
  /// The cell in which tasks that nobody holds are waited for.
  fileprivate var awaitingTasks: Cell { CellStatements(code).awaitingTasks.map(withCode) ?? self }
}
