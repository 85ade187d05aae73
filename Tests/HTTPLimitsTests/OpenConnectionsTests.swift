import FlyingSocks
import Foundation
import Testing

@testable import HTTPLimits

@Suite struct OpenConnectionsTests {
  /// Two ends of a connection: the one that is limited, and the client's.
  private func pair() throws -> (own: Socket, client: Socket) {
    var files: [Int32] = [0, 0]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &files) == 0)
    let sockets = files.map { Socket(file: .init(rawValue: $0)) }
    for socket in sockets { try socket.setFlags(.nonBlocking) }
    return (sockets[0], sockets[1])
  }

  /// Whether the client finds its connection ended.
  private func isEnded(_ client: Socket) -> Bool {
    do {
      return try client.read(atMost: 1).isEmpty
    } catch SocketError.blocked {
      return false
    } catch {
      return true
    }
  }

  @Test func `who misses the deadline is shut down`() throws {
    let connections = OpenConnections()
    let pairs = try (0..<3).map { _ in try pair() }
    let numbers = pairs.map { connections.add($0.own) }
    connections.setDeadline(of: numbers[0], in: 10)
    connections.setDeadline(of: numbers[1], in: 20)
    connections.setDeadline(of: numbers[2], in: 10)
    connections.becomesWebSocket(numbers[2])
    connections.shutDownOverdue(at: .now + .seconds(5))
    #expect(pairs.map { isEnded($0.client) } == [false, false, false])
    connections.shutDownOverdue(at: .now + .seconds(15))
    #expect(pairs.map { isEnded($0.client) } == [true, false, false])
    connections.setDeadline(of: numbers[1], in: nil)
    connections.shutDownOverdue(at: .now + .seconds(25))
    #expect(pairs.map { isEnded($0.client) } == [true, false, false])
    for socket in pairs.flatMap({ [$0.own, $0.client] }) { try socket.close() }
  }

  @Test func `the oldest makes room for others, but no WebSocket`() throws {
    let connections = OpenConnections()
    let pairs = try (0..<3).map { _ in try pair() }
    let numbers = pairs.map { connections.add($0.own) }
    connections.becomesWebSocket(numbers[0])
    connections.shutDownOldest()
    #expect(pairs.map { isEnded($0.client) } == [false, true, false])
    // One that was shut down is counted until it is closed.
    connections.shutDownOldest()
    #expect(pairs.map { isEnded($0.client) } == [false, true, true])
    #expect(connections.count == 3)
    for number in numbers { connections.remove(number) }
    #expect(connections.count == 0)
    for socket in pairs.flatMap({ [$0.own, $0.client] }) { try socket.close() }
  }
}
