import Testing

@testable import HTTPLimits

@Suite struct WebSocketFilterTests {
  /// A frame as a client sends it.
  private func frame(_ kind: UInt8, _ payload: [UInt8] = [], length: [UInt8]? = nil) -> [UInt8] {
    [kind] + (length ?? [0x80 | UInt8(payload.count)]) + [1, 2, 3, 4] + payload
  }

  @Test func `only pings and the closing frame are sent on, however they are cut`() throws {
    let bytes =
      frame(0x81, Array("hello".utf8)) + frame(0x89, [7]) + frame(0x01, [1]) + frame(0x80, [2])
      + frame(0x8A) + frame(0x82, Array(repeating: 9, count: 300), length: [0xFE, 1, 44])
      + frame(0x88, [3, 232])
    for size in 1...bytes.count {
      var filter = WebSocketFilter()
      var forwarded: [UInt8] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        let more = filter.take(bytes[start..<min(start + size, bytes.count)])
        forwarded += try #require(more)
      }
      #expect(forwarded == frame(0x89, [7]) + frame(0x88, [3, 232]))
    }
  }

  @Test(arguments: [
    [0x82, 0xFF, 0x7F, 255, 255, 255, 255, 255, 255, 255],
    [0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0], [0x82, 0xFF, 0, 0, 0, 0, 0x40, 0, 0, 0],
    [0x82, 0xFE, 0x10, 0x01], [0x81, 0x01, 0x20], [0xC1, 0x81], [0x83, 0x81], [0x89, 0xFE],
    [0x09, 0x81], [0x89, 0xFF],
  ])
  func `a frame that no page sends ends the connection`(bytes: [UInt8]) {
    var filter = WebSocketFilter()
    #expect(filter.take(bytes) == nil)
  }

  @Test func `of many pings few are answered`() {
    var filter = WebSocketFilter()
    let now = ContinuousClock.now
    let pings = (0..<100).flatMap { _ in frame(0x89, [1]) }
    #expect(filter.take(pings, at: now) == frame(0x89, [1]))
    #expect(filter.take(pings, at: now + .milliseconds(50)) == [])
    #expect(filter.take(pings, at: now + .milliseconds(150)) == frame(0x89, [1]))
  }
}
