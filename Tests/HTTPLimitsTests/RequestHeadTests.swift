import Testing

@testable import HTTPLimits

@Suite struct RequestHeadTests {
  private func forwarded(_ request: String) throws -> String {
    String(decoding: try RequestHead(request.utf8).forwarded, as: UTF8.self)
  }

  @Test func `a connection is for one request`() throws {
    #expect(
      try forwarded("GET / HTTP/1.1\r\nconnection: keep-alive\r\nHost: x")
        == "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    #expect(try forwarded("GET / HTTP/1.1") == "GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
    let upgrade = "GET / HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: h2c"
    #expect(try forwarded(upgrade).hasSuffix("\r\nConnection: close\r\n\r\n"))
  }

  @Test func `a WebSocket is asked for as it was, and nothing after it`() throws {
    let request =
      "GET /events HTTP/1.1\r\nUpgrade: websocket\r\nConnection: keep-alive , Upgrade"
    #expect(
      try forwarded(request)
        == "GET /events HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n")
    #expect(try RequestHead(request.utf8).isUpgrade)
    for other in ["Upgrade", "keep-alive", "Upgrade x", "upgraded"] {
      let head = "GET / HTTP/1.1\r\nUpgrade: websocket2\r\nConnection: \(other)"
      #expect(try !RequestHead(head.utf8).isUpgrade)
    }
  }

  @Test(arguments: [
    "Host: a\r\nHost: b", "Host: a\r\nhost: a", "Content-Length: 1\r\nContent-Length: 1",
    "Cookie: a\r\nCookie: b", "Content-Length: 1, 1", "Content-Length: +1", "Content-Length: -1",
    "Content-Length: 99999999999999999999", "Content-Length: ", "Content-Length: 1 ",
    "Content-Length : 1", " X: folded", "X: a\nY: b", "X: a\rY: b", "X: a\r", "X: a\r\r\nY: b",
    "X: a\u{0}b", "X: a\u{7F}b", ": nameless", "nothing", "X\u{A0}: a", "X:\u{301} a: b\n", "",
  ])
  func `a head that can be read in two ways is refused`(fields: String) {
    let head = "POST /run HTTP/1.1\r\n\(fields)"
    #expect(throws: RequestRefusal.malformed) { try RequestHead(head.utf8) }
  }

  @Test(arguments: [
    "GET /", "GET / HTTP/2.0", "GET  / HTTP/1.1", "GET / x HTTP/1.1", " / HTTP/1.1", "",
    "G\tT / HTTP/1.1", "GET /\t HTTP/1.1", "GET /ä HTTP/1.1", "GET / HTTP/1.1 ",
    "GET / HTTP/1.1\r\nContent-Length: 1",
  ])
  func `a request line that isn't one is refused`(head: String) {
    #expect(throws: RequestRefusal.malformed) { try RequestHead(head.utf8) }
  }

  @Test func `a body says how long it is, and heads have few fields`() throws {
    let chunks = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked"
    #expect(throws: RequestRefusal.unknownTransfer) { try RequestHead(chunks.utf8) }
    func fields(_ count: Int) -> String { (0..<count).map { "\r\nX-\($0): a" }.joined() }
    _ = try RequestHead(("GET / HTTP/1.1" + fields(RequestLimits.headerFields)).utf8)
    #expect(throws: RequestRefusal.tooLong) {
      try RequestHead(("GET / HTTP/1.1" + fields(RequestLimits.headerFields + 1)).utf8)
    }
    #expect(try RequestHead("POST / HTTP/1.1\r\nContent-Length: 12".utf8).bodyLength == 12)
    // Which methods are answered is for the server to say.
    #expect(try RequestHead("PUT / HTTP/1.1\r\nContent-Length: 2".utf8).bodyLength == 2)
  }

  @Test func `a head may have so many bytes, however they come`() throws {
    let start = "GET / HTTP/1.1\r\nX: "
    func request(_ count: Int) -> String {
      start + String(repeating: "a", count: count - start.utf8.count - 4) + "\r\n\r\n"
    }
    for size in [1, 4096, 1 << 20] {
      func read(_ text: String) throws -> (head: RequestHead, rest: [UInt8])? {
        var reader = RequestHeadReader()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
          let piece = bytes[start..<min(start + size, bytes.count)]
          if let request = try reader.take(piece) { return request }
        }
        return nil
      }
      #expect(try read(request(RequestLimits.headBytes))?.rest == [])
      #expect(throws: RequestRefusal.tooLong) { try read(request(RequestLimits.headBytes + 1)) }
      #expect(throws: RequestRefusal.tooLong) {
        try read(String(repeating: "a", count: RequestLimits.headBytes + 1))
      }
      #expect(try read("GET / HTTP/1.1\r\n\r") == nil)
    }
  }
}
