import FlyingSocks
import Foundation
import Synchronization

/// The open connections and their deadlines. A connection that misses its deadline is shut down, so
/// that slow clients don't keep others out.
final class OpenConnections: Sendable {
  private struct Connection {
    let socket: Socket
    var deadline: ContinuousClock.Instant?
    /// A WebSocket may be quiet for hours.
    var isWebSocket = false
    var isShutDown = false

    /// Ends both directions. Whoever reads or writes gets an error, and closes the socket.
    mutating func shutDown() {
      isShutDown = true
      shutdown(socket.file.rawValue, Int32(SHUT_RDWR))
    }
  }

  /// What deadlines are multiplied by.
  private let patience: Double
  private let connections = Mutex<(next: Int, open: [Int: Connection])>((0, [:]))

  init(patience: Double = 1) { self.patience = patience }

  var count: Int { connections.withLock { $0.open.count } }

  /// Adds a connection; returns its number.
  func add(_ socket: Socket) -> Int {
    connections.withLock { connections in
      connections.next += 1
      connections.open[connections.next] = Connection(socket: socket)
      return connections.next
    }
  }

  /// Removes a connection. It must be closed only afterwards: its descriptor is soon another's.
  func remove(_ number: Int) { connections.withLock { $0.open[number] = nil } }

  /// Sets a connection's deadline; nil for none.
  func setDeadline(of number: Int, in seconds: Double?) {
    let deadline = seconds.map { ContinuousClock.now + .seconds($0 * patience) }
    connections.withLock { $0.open[number]?.deadline = deadline }
  }

  /// Notes that a connection has become a WebSocket, which has no deadline and isn't shut down for others.
  func becomesWebSocket(_ number: Int) {
    setDeadline(of: number, in: nil)
    connections.withLock { $0.open[number]?.isWebSocket = true }
  }

  func shutDownOverdue(at now: ContinuousClock.Instant = .now) {
    connections.withLock { connections in
      for (number, connection) in connections.open where connection.deadline ?? now < now {
        connections.open[number]?.shutDown()
      }
    }
  }

  /// Makes room: shuts down the oldest connection that isn't a WebSocket.
  func shutDownOldest() {
    connections.withLock { connections in
      let candidates = connections.open.filter { !$0.value.isWebSocket && !$0.value.isShutDown }
      if let oldest = candidates.keys.min() { connections.open[oldest]?.shutDown() }
    }
  }
}
