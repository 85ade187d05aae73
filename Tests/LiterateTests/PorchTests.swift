import Foundation
import Testing

@testable import Literate

@Suite struct PorchTests {
  private func single(_ request: String) throws -> String {
    let bytes = Array(request.utf8)
    let end = try #require(bytes.firstRange(of: Array("\r\n\r\n".utf8)))
    return String(decoding: Porch.single(bytes, headEnd: end.lowerBound), as: UTF8.self)
  }

  @Test func `a connection is for one request`() throws {
    #expect(
      try single("GET / HTTP/1.1\r\nconnection: keep-alive\r\nHost: x\r\n\r\nrest")
        == "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nrest")
    #expect(
      try single("GET / HTTP/1.1\r\n\r\n") == "GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
  }

  @Test func `a socket stays as it was asked for`() throws {
    let request =
      "GET /events HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n\r\n"
    #expect(try single(request) == request)
  }
}
