import FlyingSocks
import Foundation

/// A reverse proxy on the loopback address. It reads the head of each request itself, in linear time,
/// and sends on what keeps to ``RequestLimits``; the server behind it would read a head in time that grows
/// with the square of a line's length, and has no limits.
///
/// A connection carries one request, whose response ends it, or becomes a WebSocket.
package final class LimitingProxy: Sendable {
  /// The port that clients connect to.
  package let port: UInt16

  private let socket: Socket
  private let connections: OpenConnections

  /// Opens a port of the loopback address.
  ///
  /// - Parameters:
  ///   - port: 0 for any that is free.
  ///   - patience: How many times as long as ``RequestLimits`` says clients may take.
  /// - Throws: `SocketError`, if the port is in use for instance.
  package init(port: UInt16, patience: Double = 1) throws {
    connections = OpenConnections(patience: patience)
    socket = try Socket(domain: AF_INET, type: .stream)
    do {
      // A cell's process that outlives this one would keep the port.
      _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
      try socket.setValue(true, for: .localAddressReuse)
      try socket.bind(to: sockaddr_in.inet(ip4: "127.0.0.1", port: port))
      try socket.listen()
      guard case .ip4(_, let opened) = try socket.sockname() else {
        throw SocketError.unsupportedAddress
      }
      self.port = opened
    } catch {
      try? socket.close()
      throw error
    }
  }

  /// Accepts connections until it is cancelled.
  ///
  /// - Parameters:
  ///   - server: The address of the server that answers.
  ///   - ready: Is called when clients can connect.
  package func run(to server: sockaddr_un, ready: @Sendable () -> Void) async throws {
    defer { try? socket.close() }
    let listener = try await AsyncSocket(socket: socket, pool: .client)
    ready()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [connections] in
        while true {
          try await Task.sleep(for: .seconds(0.5))
          connections.shutDownOverdue()
        }
      }
      var count = 0
      while let client = try await nextClient(of: listener) {
        if count == RequestLimits.connections {
          if connections.count >= RequestLimits.connections { connections.shutDownOldest() }
          try await group.next()
        } else {
          count += 1
        }
        let number = connections.add(client.socket)
        group.addTask { [connections] in
          try? await ProxiedConnection(client, number, in: connections).serve(from: server)
          connections.remove(number)
          try? client.close()
        }
      }
    }
  }

  /// The next client; nil when the listener is closed. A client that has gone already, or a process
  /// without free descriptors, doesn't end the proxy.
  private func nextClient(of listener: AsyncSocket) async throws -> AsyncSocket? {
    while true {
      do {
        return try await listener.accept()
      } catch SocketError.disconnected {
        return nil
      } catch SocketError.failed(_, let code, _) where code != EBADF && code != EINVAL {
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }
}
