import FlyingSocks
import Foundation

/// Stands before the server and reads the head of each request, which the server would read in time
/// that grows with the square of a line's length. What is too long, too slow or one too many ends here.
///
/// A connection is for one request: the next one has a head of its own. Only a socket that browsers
/// open with `Upgrade` goes on, which no page can use to send another request.
struct Porch: Sendable {
  /// Where clients come to.
  let port: UInt16
  /// Where the server waits.
  let inner: sockaddr_un

  /// How many bytes the head of a request may have.
  static let longestHead = 16 << 10
  /// How long it may take to come.
  private static let headSeconds = 15.0
  /// How many connections there may be at a time.
  private static let width = 256

  /// Listens until it is cancelled.
  ///
  /// - Throws: `SocketError`, if the port is in use for instance.
  func run(ready: @Sendable () -> Void) async throws {
    let socket = try Socket(domain: AF_INET, type: .stream)
    defer { try? socket.close() }
    try socket.setValue(true, for: .localAddressReuse)
    try socket.bind(to: sockaddr_in.inet(ip4: "127.0.0.1", port: port))
    try socket.listen()
    let door = try await AsyncSocket(socket: socket, pool: .client)
    ready()
    try await withThrowingTaskGroup(of: Void.self) { group in
      var count = 0
      for try await client in door.sockets {
        if count == Self.width { try await group.next() } else { count += 1 }
        group.addTask {
          try? await serve(client)
          try? client.close()
        }
      }
    }
  }

  private func serve(_ client: AsyncSocket) async throws {
    guard let head = try await head(of: client) else {
      try await client.write(Data(Self.refusal.utf8))
      return
    }
    let server = try await AsyncSocket.connected(to: inner)
    defer { try? server.close() }
    try await server.write(head)
    // When one side is done, so is the other.
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await pass(from: client, to: server) }
      group.addTask { try? await pass(from: server, to: client) }
      await group.next()
      group.cancelAll()
    }
  }

  private func pass(from source: AsyncSocket, to target: AsyncSocket) async throws {
    while true {
      let bytes = try await source.read(atMost: 4096)
      guard !bytes.isEmpty else { return }
      try await target.write(Data(bytes))
    }
  }

  /// What a client has sent up to the end of its request's head, and what came with that; nil if the
  /// head is too long.
  private func head(of client: AsyncSocket) async throws -> Data? {
    try await withThrowingTaskGroup(of: Data?.self) { group in
      group.addTask {
        var bytes: [UInt8] = []
        while true {
          let start = max(0, bytes.count - 3)
          let more = try await client.read(atMost: 4096)
          guard !more.isEmpty else { throw SocketError.disconnected }
          bytes += more
          if let end = bytes[start...].firstRange(of: Array("\r\n\r\n".utf8)) {
            return end.upperBound <= Self.longestHead
              ? Self.single(bytes, headEnd: end.lowerBound) : nil
          }
          if bytes.count > Self.longestHead { return nil }
        }
      }
      group.addTask {
        try await Task.sleep(for: .seconds(Self.headSeconds))
        throw SocketError.disconnected
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }

  /// The request as one that ends its connection, unless it is for a socket.
  static func single(_ bytes: [UInt8], headEnd: Int) -> Data {
    let lines = String(decoding: bytes[..<headEnd], as: UTF8.self).components(separatedBy: "\r\n")
    let isConnection = { (line: String) in line.lowercased().hasPrefix("connection:") }
    let isUpgrade = lines.contains { isConnection($0) && $0.lowercased().contains("upgrade") }
    if isUpgrade { return Data(bytes) }
    let head = lines.filter { !isConnection($0) } + ["Connection: close"]
    return Data(head.joined(separator: "\r\n").utf8) + Data(bytes[headEnd...])
  }

  private static let refusal = """
    HTTP/1.1 431 Request Header Fields Too Large\r
    Connection: close\r
    Content-Length: 0\r
    \r

    """
}
