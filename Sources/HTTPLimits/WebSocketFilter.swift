/// Reads the frames that a client sends over its WebSocket. Only pings and the closing frame are sent
/// on, since the served pages send nothing else; what breaks the protocol or a limit ends the connection.
struct WebSocketFilter: Sendable {
  private var pending: [UInt8] = []
  /// The bytes still to come of a frame that isn't sent on.
  private var skipped = 0
  private var nextPing: ContinuousClock.Instant?

  init() {}

  /// Takes the next bytes of the connection.
  ///
  /// - Returns: The bytes to send on, or nil if the connection has to end.
  mutating func take(
    _ bytes: some Sequence<UInt8>, at now: ContinuousClock.Instant = .now
  ) -> [UInt8]? {
    pending += bytes
    var forwarded: [UInt8] = []
    while true {
      let count = min(skipped, pending.count)
      pending.removeFirst(count)
      skipped -= count
      guard pending.count >= 2 else { return forwarded }
      guard let frame = FrameHeader(pending) else { return nil }
      guard let length = frame.length else { return forwarded }
      guard frame.isControl else {
        skipped = length
        continue
      }
      guard pending.count >= length else { return forwarded }
      if frame.kind == .close || frame.kind == .ping && isPingDue(now) {
        forwarded += pending[..<length]
      }
      pending.removeFirst(length)
    }
  }

  private mutating func isPingDue(_ now: ContinuousClock.Instant) -> Bool {
    guard now >= nextPing ?? now else { return false }
    nextPing = now + RequestLimits.pingInterval
    return true
  }
}

/// The header of a WebSocket frame, RFC 6455 section 5.2.
private struct FrameHeader {
  enum Kind: UInt8 {
    case continuation = 0
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10
  }

  let kind: Kind
  /// The bytes of the header and the payload; nil if the header isn't complete.
  private(set) var length: Int?

  var isControl: Bool { kind.rawValue >= 8 }

  /// - Parameter bytes: Two or more, beginning with the header's first.
  /// - Returns: nil for a header that no client may send.
  init?(_ bytes: [UInt8]) {
    let short = Int(bytes[1] & 0x7F)
    let (isFinal, isMasked) = (bytes[0] & 0x80 != 0, bytes[1] & 0x80 != 0)
    guard let kind = Kind(rawValue: bytes[0] & 0x0F), bytes[0] & 0x70 == 0, isMasked else {
      return nil
    }
    self.kind = kind
    if isControl && !(isFinal && short <= 125) { return nil }
    let extended = short == 126 ? 2 : short == 127 ? 8 : 0
    guard bytes.count >= 2 + extended else { return }
    let number = bytes[2..<(2 + extended)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let payload = extended == 0 ? UInt64(short) : number
    guard payload <= RequestLimits.framePayload else { return nil }
    let mask = 4
    length = 2 + extended + mask + Int(payload)
  }
}
