import CellProgram
import ChapterModel
import Foundation

extension BestEffortRun {
  /// Tries cells that don't compile with what an earlier section of the document declares.
  mutating func goBack(in scopes: CellScopes, besides tried: Set<[String]>) async throws {
    let rest = hopeful.filter { cell in
      guard case .notCompiled? = findings.failures[cell.index]?.reason else { return false }
      return findings.results[cell.index]?.state != .ran && !leavingOut.contains(cell.index)
    }
    let run = self
    let found = try await sideBySide(rest) { cell, folder -> Findings? in
      var tried = tried
      for scope in scopes.others(for: cell) where tried.insert(scope.map(\.code)).inserted {
        // Most of these don't compile either, which a check of types says sooner.
        guard try await run.errors(in: scope, folder).isEmpty else { continue }
        let found = try await run.findings(of: cell, in: scope, folder)
        if found.results[cell.index]?.state == .ran { return found }
      }
      return nil
    }
    found.compactMap(\.self).forEach { findings.add($0) }
  }

  /// Tries cells again that print or give something else than the document says. Where a name is declared more
  /// than once, it may mean an earlier one, and where a cell begins a task, what that prints.
  mutating func keepPromises(in scopes: CellScopes) async throws {
    let differing = differing(result)
    let rest = hopeful.filter { differing.contains($0.index) }
    let run = self
    let found = try await sideBySide(rest) { cell, folder -> Findings? in
      let waiting = scopes.small(for: cell)[0].map(\.awaitingTasks)
      let isWaiting = waiting.contains { $0.code != cell.code && $0.index == cell.index }
      let others = scopes.isAmbiguous(for: cell) ? scopes.others(for: cell) : []
      for scope in (isWaiting ? [waiting] : []) + others {
        let found = try await run.findings(of: cell, in: scope, folder)
        var result = run.result
        guard let fresh = found.results[cell.index], fresh.state == .ran else { continue }
        result.cells[cell.index] = fresh
        if !run.differing(result).contains(cell.index) { return found }
      }
      return nil
    }
    for (cell, found) in zip(rest, found) {
      if let result = found?.results[cell.index] {
        findings.results[cell.index] = result
      } else if leavingOut.contains(cell.index) {
        // What is left out may print the rest.
        findings.results[cell.index] = CellResult(state: .failed)
        findings.fail(cell, .printsOther)
      }
    }
  }

  /// What a scope says of one of its cells.
  private func findings(of cell: Cell, in scope: [Cell], _ folder: URL) async throws -> Findings {
    let found = try await ScopeRun(runner: runner, prelude: prelude, folder: folder).run(scope)
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
