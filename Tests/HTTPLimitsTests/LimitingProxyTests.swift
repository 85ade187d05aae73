import FlyingSocks
import Foundation
import Testing

@testable import HTTPLimits

@Suite struct LimitingProxyTests {
  /// Asks a proxy whose server answers `ok`; returns what the client reads, and what the server got.
  private func ask(_ request: String) async throws -> (response: String, requests: [String]) {
    let folder = FileManager.default.temporaryDirectory
    let path = folder.appending(path: "limits-\(UUID()).socket").path
    defer { unlink(path) }
    let address = sockaddr_un.unix(path: path)
    let listening = try Socket(domain: AF_UNIX, type: .stream)
    try listening.bind(to: address)
    try listening.listen()
    let server = try await AsyncSocket(socket: listening, pool: .client)
    // Other tests may keep all processors busy meanwhile.
    let proxy = try LimitingProxy(port: 0, patience: 100)
    let requests = Task {
      var requests: [String] = []
      while let connection = try? await server.accept() {
        let bytes = try await connection.read(atMost: 1 << 16)
        requests.append(String(decoding: bytes, as: UTF8.self))
        try await connection.write(Data("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".utf8))
        try connection.close()
      }
      return requests
    }
    let running = Task { try await proxy.run(to: address) {} }
    let client = try await AsyncSocket.connected(
      to: sockaddr_in.inet(ip4: "127.0.0.1", port: proxy.port), timeout: 60)
    try await client.write(Data(request.utf8))
    var response: [UInt8] = []
    while let bytes = try? await client.read(atMost: 4096) { response += bytes }
    try client.close()
    running.cancel()
    requests.cancel()
    try? await running.value
    return (String(decoding: response, as: UTF8.self), try await requests.value)
  }

  @Test func `the first request of a connection is answered, and no other sent on`() async throws {
    let request = "GET /a HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n"
    let (response, requests) = try await ask(request + request)
    #expect(response == "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    #expect(requests == ["GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"])
  }

  @Test(arguments: [
    (String(repeating: "a", count: 1 << 16), "431"), ("GET /\r\n\r\n", "400"),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "501"),
  ])
  func `what is refused never reaches the server`(request: String, status: String) async throws {
    let (response, requests) = try await ask(request)
    #expect(response.hasPrefix("HTTP/1.1 \(status) "))
    #expect(requests.isEmpty)
  }

  @Test func `any free port is opened, and another for the next`() throws {
    let (first, second) = (try LimitingProxy(port: 0), try LimitingProxy(port: 0))
    #expect(first.port != 0)
    #expect(second.port != 0)
    #expect(first.port != second.port)
    #expect(throws: (any Error).self) { try LimitingProxy(port: first.port) }
  }
}
