import FlyingSocks
import Foundation

/// Stands before the server and reads the head of each request, which the server would read in time
/// that grows with the square of a line's length. What is too long, too slow, unclear or one too many
/// ends here.
///
/// A connection is for one request: the next one has a head of its own. Only a socket that browsers
/// open with `Upgrade` goes on; what is sent over it is followed by ``SocketFrames``.
final class Porch: Sendable {
  /// Where clients come to.
  package let port: UInt16

  private let socket: Socket
  private let visitors = Visitors()

  /// How many bytes the head of a request may have.
  static let longestHead = 16 << 10
  /// How many seconds the head of a request, or its body, may take to come.
  private static let requestSeconds = 15.0
  /// How many seconds a client may let a piece of an answer wait.
  private static let writeSeconds = 15.0
  /// How many connections there may be at a time. Each takes three files of this process, which needs
  /// some for itself.
  private static let width = max(16, min(256, (sysconf(Int32(_SC_OPEN_MAX)) - 128) / 3))

  /// Opens a port of the loopback address.
  ///
  /// - Parameter port: 0 for any that is free.
  /// - Throws: `SocketError`, if the port is in use for instance.
  init(port: UInt16) throws {
    socket = try Socket(domain: AF_INET, type: .stream)
    do {
      // A cell that outlives us would keep the port.
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

  /// Lets clients in to the server that waits at an address, until it is cancelled.
  package func run(to inner: sockaddr_un, ready: @Sendable () -> Void) async throws {
    defer { try? socket.close() }
    let door = try await AsyncSocket(socket: socket, pool: .client)
    ready()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [visitors] in
        while true {
          try await Task.sleep(for: .seconds(0.5))
          visitors.sendAwayLate()
        }
      }
      var count = 0
      while true {
        guard let client = try await nextClient(at: door) else { return }
        if count == Self.width {
          if visitors.count >= Self.width { visitors.sendAwayOldest() }
          try await group.next()
        } else {
          count += 1
        }
        let number = visitors.enter(client.socket)
        group.addTask { [self] in
          try? await serve(client, number, inner)
          visitors.leave(number)
          try? client.close()
        }
      }
    }
  }

  /// The next client; nil when the door is closed. That this process has no files left, or a client
  /// goes before it is let in, ends nothing.
  private func nextClient(at door: AsyncSocket) async throws -> AsyncSocket? {
    while true {
      do {
        return try await door.accept()
      } catch SocketError.disconnected {
        return nil
      } catch SocketError.failed(_, let code, _) where code != EBADF && code != EINVAL {
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }

  private func serve(_ client: AsyncSocket, _ number: Int, _ inner: sockaddr_un) async throws {
    visitors.expect(number, within: Self.requestSeconds)
    let (head, rest): (RequestHead, [UInt8])
    do {
      (head, rest) = try await self.head(of: client)
    } catch let refusal as RequestHead.Refusal {
      try await client.write(refusal.response)
      return try await part(from: client, number)
    }
    let server = try await AsyncSocket.connected(to: inner)
    defer { try? server.close() }
    try await server.write(head.single)
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { [self] in
        if head.isUpgrade {
          visitors.stays(number)
          visitors.expect(number, within: nil)
          try? await passFrames(from: client, to: server, startingWith: rest)
          return true
        }
        do {
          try await passBody(head.bodyLength, from: client, to: server, startingWith: rest)
        } catch {
          // The server would wait for the rest.
          return true
        }
        visitors.expect(number, within: nil)
        return false
      }
      group.addTask { [self] in
        try? await passAnswer(from: server, to: client, number)
        return true
      }
      // When a socket's side is done, so is the other; a request is when it is answered.
      while let isDone = await group.next(), !isDone {}
      group.cancelAll()
    }
    try await part(from: client, number)
  }

  /// A request's head, and what came with it.
  private func head(of client: AsyncSocket) async throws -> (RequestHead, [UInt8]) {
    var bytes: [UInt8] = []
    while true {
      let start = max(0, bytes.count - 3)
      bytes += try await client.read(atMost: 4096)
      if let end = bytes[start...].firstRange(of: Array("\r\n\r\n".utf8)) {
        if end.upperBound > Self.longestHead { throw RequestHead.Refusal.tooLong }
        return (try RequestHead(bytes[..<end.lowerBound]), Array(bytes[end.upperBound...]))
      }
      if bytes.count > Self.longestHead { throw RequestHead.Refusal.tooLong }
    }
  }

  /// Passes on as many bytes as the request's head has said, none of a request that comes after it.
  ///
  /// - Throws: `SocketError` if the client doesn't send them. That the server has answered without
  ///   them is none.
  private func passBody(
    _ length: Int, from client: AsyncSocket, to server: AsyncSocket, startingWith first: [UInt8]
  ) async throws {
    var left = length
    var bytes = first
    while left > 0 {
      if bytes.isEmpty { bytes = try await client.read(atMost: min(left, 4096)) }
      let part = bytes.prefix(left)
      do { try await server.write(Data(part)) } catch { return }
      left -= part.count
      bytes = []
    }
  }

  private func passFrames(
    from client: AsyncSocket, to server: AsyncSocket, startingWith first: [UInt8]
  ) async throws {
    var frames = SocketFrames()
    var bytes = first
    while let passed = frames.take(bytes) {
      if !passed.isEmpty { try await server.write(Data(passed)) }
      bytes = try await client.read(atMost: 4096)
    }
  }

  private func passAnswer(
    from server: AsyncSocket, to client: AsyncSocket, _ number: Int
  ) async throws {
    while true {
      let bytes = try await server.read(atMost: 4096)
      visitors.expect(number, within: Self.writeSeconds)
      try await client.write(Data(bytes))
      visitors.expect(number, within: nil)
    }
  }

  /// Lets a client read what was written last, which it couldn't if its connection were closed while
  /// bytes of its own are on their way.
  private func part(from client: AsyncSocket, _ number: Int) async throws {
    visitors.expect(number, within: 2)
    shutdown(client.socket.file.rawValue, Int32(SHUT_WR))
    var count = 0
    while count < 4 << 20 { count += try await client.read(atMost: 4096).count }
  }
}
