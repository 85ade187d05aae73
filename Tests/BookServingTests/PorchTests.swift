import Foundation
import Testing

@testable import BookServing

@Suite struct PorchTests {
  private func single(_ request: String) throws -> String {
    String(decoding: try RequestHead(Array(request.utf8)).single, as: UTF8.self)
  }

  @Test func `a connection is for one request`() throws {
    #expect(
      try single("GET / HTTP/1.1\r\nconnection: keep-alive\r\nHost: x")
        == "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    #expect(try single("GET / HTTP/1.1") == "GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
    let upgrade = "GET / HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: h2c"
    #expect(try single(upgrade).hasSuffix("\r\nConnection: close\r\n\r\n"))
  }

  @Test func `a socket is asked for as it was, and nothing after it`() throws {
    let request =
      "GET /events HTTP/1.1\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade"
    #expect(
      try single(request)
        == "GET /events HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n")
    #expect(try RequestHead(Array(request.utf8)).isUpgrade)
  }

  @Test(arguments: [
    "Host: a\r\nHost: b", "Host: a\r\nhost: a", "Content-Length: 1\r\nContent-Length: 1",
    "Cookie: a\r\nCookie: b", "Content-Length: 1, 1", "Content-Length: +1", "Content-Length: -1",
    "Content-Length: 99999999999999999999", "Content-Length : 1", " X: folded", "X: a\nY: b",
    "X: a\rY: b", "X: a\u{0}b", ": nameless", "nothing", "X\u{A0}: a", "",
  ])
  func `a head that can be read in two ways is refused`(fields: String) {
    let head = "POST /run HTTP/1.1\r\n\(fields)"
    #expect(throws: RequestHead.Refusal.malformed) { try RequestHead(Array(head.utf8)) }
  }

  @Test(arguments: [
    "GET /", "GET / HTTP/2.0", "GET  / HTTP/1.1", "GET / x HTTP/1.1", " / HTTP/1.1", "",
    "G\tT / HTTP/1.1", "GET / HTTP/1.1\r\nContent-Length: 1",
  ])
  func `a request line that isn't one is refused`(head: String) {
    #expect(throws: RequestHead.Refusal.malformed) { try RequestHead(Array(head.utf8)) }
  }

  @Test func `a body says how long it is, and heads have few fields`() throws {
    let chunks = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked"
    #expect(throws: RequestHead.Refusal.unknownTransfer) { try RequestHead(Array(chunks.utf8)) }
    let many = (0..<101).map { "\r\nX-\($0): a" }.joined()
    #expect(throws: RequestHead.Refusal.tooLong) {
      try RequestHead(Array(("GET / HTTP/1.1" + many).utf8))
    }
    #expect(try RequestHead(Array("POST / HTTP/1.1\r\nContent-Length: 12".utf8)).bodyLength == 12)
    // The gate says which methods are answered.
    #expect(try RequestHead(Array("PUT / HTTP/1.1\r\nContent-Length: 2".utf8)).bodyLength == 2)
  }

  @Test func `any free port is opened, and another for the next`() throws {
    let (first, second) = (try Porch(port: 0), try Porch(port: 0))
    #expect(first.port != 0)
    #expect(second.port != 0)
    #expect(first.port != second.port)
    #expect(throws: (any Error).self) { try Porch(port: first.port) }
  }
}

@Suite struct SocketFramesTests {
  /// A frame as a page sends it.
  private func frame(_ kind: UInt8, _ payload: [UInt8] = [], length: [UInt8]? = nil) -> [UInt8] {
    [kind] + (length ?? [0x80 | UInt8(payload.count)]) + [1, 2, 3, 4] + payload
  }

  @Test func `only pings and the goodbye go on, however they are cut`() throws {
    let bytes =
      frame(0x81, Array("hello".utf8)) + frame(0x89, [7]) + frame(0x01, [1]) + frame(0x80, [2])
      + frame(0x8A) + frame(0x82, Array(repeating: 9, count: 300), length: [0xFE, 1, 44])
      + frame(0x88, [3, 232])
    for size in 1...bytes.count {
      var frames = SocketFrames()
      var passed: [UInt8] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        let more = frames.take(bytes[start..<min(start + size, bytes.count)])
        passed += try #require(more)
      }
      #expect(passed == frame(0x89, [7]) + frame(0x88, [3, 232]))
    }
  }

  @Test(arguments: [
    [0x82, 0xFF, 0x7F, 255, 255, 255, 255, 255, 255, 255],
    [0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0], [0x82, 0xFF, 0, 0, 0, 0, 0x40, 0, 0, 0],
    [0x82, 0xFE, 0x10, 0x01], [0x81, 0x01, 0x20], [0xC1, 0x81], [0x83, 0x81], [0x89, 0xFE],
    [0x09, 0x81], [0x89, 0xFF],
  ])
  func `a frame that no page sends ends the connection`(bytes: [UInt8]) {
    var frames = SocketFrames()
    #expect(frames.take(bytes) == nil)
  }

  @Test func `of many pings few are answered`() {
    var frames = SocketFrames()
    let now = ContinuousClock.now
    let pings = (0..<100).flatMap { _ in frame(0x89, [1]) }
    #expect(frames.take(pings, at: now) == frame(0x89, [1]))
    #expect(frames.take(pings, at: now + .milliseconds(50)) == [])
    #expect(frames.take(pings, at: now + .milliseconds(150)) == frame(0x89, [1]))
  }
}
