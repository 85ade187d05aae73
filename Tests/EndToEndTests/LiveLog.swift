import Synchronization

@testable import CellExecution
@testable import CellSnapshots

/// What a live run has said, put together.
final class LiveLog: Sendable {
  struct State {
    var results: [Int: CellResult] = [:]
    var failures: [CellFailure] = []
    var together: [[Int]] = []
    var ran: [Int] = []
  }
  private let state = Mutex(State())
  var value: State { state.withLock { $0 } }

  func take(_ news: LiveRun.News) {
    state.withLock { state in
      switch news {
      case .running(let cell): state.ran.append(cell.index)
      case .progress(let cell, let result), .finished(let cell, let result):
        state.results[cell.index] = result
      case .failed(let failure, let result):
        state.failures.append(failure)
        if let result { state.results[failure.cell.index] = result }
      case .together(let cells, _): state.together.append(cells.map(\.index))
      case .warnings: break
      }
    }
  }
}
