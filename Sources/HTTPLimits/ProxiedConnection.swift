import FlyingSocks
import Foundation

/// One client's connection: a request to the server and its response, or a WebSocket.
struct ProxiedConnection: Sendable {
  private let client: AsyncSocket
  private let number: Int
  private let connections: OpenConnections

  /// How many bytes are read at a time.
  private static let pieceBytes = 4096

  init(_ client: AsyncSocket, _ number: Int, in connections: OpenConnections) {
    (self.client, self.number, self.connections) = (client, number, connections)
  }

  /// Reads a request, and passes on the server's response.
  func serve(from address: sockaddr_un) async throws {
    setDeadline(in: RequestLimits.requestSeconds)
    let (head, rest): (RequestHead, [UInt8])
    do {
      (head, rest) = try await readHead()
    } catch let refusal as RequestRefusal {
      try await client.write(Data(refusal.response))
      return try await linger()
    }
    let server = try await AsyncSocket.connected(to: address, timeout: 60)
    defer { try? server.close() }
    try await server.write(Data(head.forwarded))
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { await send(head, rest, to: server) }
      group.addTask {
        try? await passResponse(from: server)
        return true
      }
      while let isComplete = await group.next(), !isComplete {}
      group.cancelAll()
    }
    try await linger()
  }

  private func setDeadline(in seconds: Double?) { connections.setDeadline(of: number, in: seconds) }

  /// A request's head, and the bytes that came with it.
  private func readHead() async throws -> (RequestHead, [UInt8]) {
    var reader = RequestHeadReader()
    while true {
      let bytes = try await client.read(atMost: Self.pieceBytes)
      if let request = try reader.take(bytes) { return request }
    }
  }

  /// Sends the server what comes after a head. Returns whether the connection is complete; a request
  /// is only with its response.
  private func send(_ head: RequestHead, _ rest: [UInt8], to server: AsyncSocket) async -> Bool {
    if head.isUpgrade {
      connections.becomesWebSocket(number)
      try? await passFrames(to: server, startingWith: rest)
      return true
    }
    // The server would wait for the rest of a body.
    guard (try? await passBody(head.bodyLength, to: server, startingWith: rest)) != nil else {
      return true
    }
    setDeadline(in: nil)
    return false
  }

  /// Passes on the bytes of the body, none of a request that comes after it. A server that has
  /// responded without reading them all is no error.
  ///
  /// - Throws: `SocketError` if the client doesn't send them.
  private func passBody(
    _ length: Int, to server: AsyncSocket, startingWith first: [UInt8]
  ) async throws {
    var left = length
    var bytes = first
    while left > 0 {
      if bytes.isEmpty { bytes = try await client.read(atMost: min(left, Self.pieceBytes)) }
      let part = bytes.prefix(left)
      do { try await server.write(Data(part)) } catch { return }
      left -= part.count
      bytes = []
    }
  }

  private func passFrames(to server: AsyncSocket, startingWith first: [UInt8]) async throws {
    var filter = WebSocketFilter()
    var bytes = first
    while let forwarded = filter.take(bytes) {
      if !forwarded.isEmpty { try await server.write(Data(forwarded)) }
      bytes = try await client.read(atMost: Self.pieceBytes)
    }
  }

  private func passResponse(from server: AsyncSocket) async throws {
    while true {
      let bytes = try await server.read(atMost: Self.pieceBytes)
      setDeadline(in: RequestLimits.writeSeconds)
      try await client.write(Data(bytes))
      setDeadline(in: nil)
    }
  }

  /// Waits a while for the client to end the connection. If it were closed while bytes of the client's
  /// are on their way, the client couldn't read the end of the response.
  private func linger() async throws {
    setDeadline(in: RequestLimits.lingerSeconds)
    shutdown(client.socket.file.rawValue, Int32(SHUT_WR))
    var count = 0
    while count < RequestLimits.lingerBytes {
      count += try await client.read(atMost: Self.pieceBytes).count
    }
  }
}
