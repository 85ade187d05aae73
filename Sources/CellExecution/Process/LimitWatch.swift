import ChapterModel
import Foundation
import Synchronization

/// Watches one run: times for a cell and the whole, memory, and a size for what a cell prints.
package final class LimitWatch: Sendable {
  private struct State {
    var deadline: ContinuousClock.Instant
    var end: ContinuousClock.Instant
    var seconds: Double
    var cell = -1
    var hasEnded = false
    var reason: ProcessResult.Ending?
  }

  private let limits: Limits
  private let state: Mutex<State>

  /// Whether a cell's own time counts; where a cell waits for all states of its control, only the whole does.
  private let watchesCells: Bool

  package init(limits: Limits, watchesCells: Bool = true) {
    self.limits = limits
    self.watchesCells = watchesCells
    state = Mutex(
      State(
        deadline: .now + .seconds(watchesCells ? limits.cellSeconds : limits.chapterSeconds + 1),
        end: .now + .seconds(limits.chapterSeconds), seconds: limits.cellSeconds))
  }

  /// Why the run was stopped, if it was.
  package var reason: ProcessResult.Ending? { state.withLock { $0.reason } }

  /// Returns when a cell's time is over, or it and what it has started use too much memory; throws if
  /// cancelled before.
  package func untilLimit(of process: pid_t, _ word: String) async throws {
    var family = ProcessFamily(of: process, word: word)
    while true {
      // In steps, because the next cell may have less time than this one.
      try await Task.sleep(for: .milliseconds(20))
      let memory = family.memory(upTo: limits.memoryBytes)
      let isOver = state.withLock { state in
        let reason = self.reason(state, memory)
        if !state.hasEnded { state.reason = state.reason ?? reason }
        return reason != nil
      }
      if isOver { return }
    }
  }

  private func reason(_ state: State, _ memory: Int) -> ProcessResult.Ending? {
    if state.deadline <= .now { return .timedOut(state.seconds) }
    if state.end <= .now { return .chapterTimedOut(limits.chapterSeconds) }
    if memory > limits.memoryBytes { return .usedTooMuchMemory(limits.memoryBytes) }
    return nil
  }

  /// Takes note that the run is stopped for another reason.
  func stop(because reason: ProcessResult.Ending) {
    state.withLock { if !$0.hasEnded { $0.reason = $0.reason ?? reason } }
  }

  /// Takes note of the output so far; false if there is too much of it.
  package func sees(_ output: MarkedOutput, _ cells: [Cell]) -> Bool {
    state.withLock { state in
      if output.cells.count - 1 > state.cell, let cell = cells[safe: output.cells.count - 1] {
        state.cell = output.cells.count - 1
        if watchesCells {
          state.seconds = cell.options.timeout ?? limits.cellSeconds
          state.deadline = .now + .seconds(state.seconds)
        }
      }
      if output.reachedEnd, !state.hasEnded {
        state.hasEnded = true
        // What a cell left running in the background may hold the output open: not for long.
        state.deadline = .now + .seconds(2)
      }
      guard output.cells.last?.byteCount ?? 0 > limits.outputBytes else { return true }
      state.reason = state.reason ?? .printedTooMuch(limits.outputBytes)
      return false
    }
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
