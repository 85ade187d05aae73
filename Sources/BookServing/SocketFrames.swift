/// Follows what a page sends over its socket. Pages have nothing to say there: only pings and the
/// goodbye go on to the server, and a frame of absurd size ends the connection before it is read.
struct SocketFrames {
  /// How many bytes a frame may carry.
  static let longestPayload = 4096
  /// Pings that come faster are passed over; the protocol asks to answer only the last.
  private static let pingInterval = Duration.milliseconds(100)

  private var pending: [UInt8] = []
  /// How many bytes of a frame that goes no further are yet to come.
  private var skipped = 0
  private var nextPing: ContinuousClock.Instant?

  /// Takes what has come; returns what goes on, or nil if the connection has to end.
  package mutating func take(
    _ bytes: some Sequence<UInt8>, at now: ContinuousClock.Instant = .now
  ) -> [UInt8]? {
    pending += bytes
    var passed: [UInt8] = []
    while true {
      let count = min(skipped, pending.count)
      pending.removeFirst(count)
      skipped -= count
      guard pending.count >= 2 else { return passed }
      guard let frame = Frame(pending) else { return nil }
      guard let payload = frame.payloadLength, let header = frame.headerLength else {
        return passed
      }
      let end = header + payload
      guard frame.isControl else {
        skipped = end
        continue
      }
      guard pending.count >= end else { return passed }
      if frame.isClose || isPingDue(frame, now) { passed += pending[..<end] }
      pending.removeFirst(end)
    }
  }

  private mutating func isPingDue(_ frame: Frame, _ now: ContinuousClock.Instant) -> Bool {
    guard frame.isPing, now >= nextPing ?? now else { return false }
    nextPing = now + Self.pingInterval
    return true
  }
}

/// What the first bytes of a frame say, RFC 6455 section 5.2.
private struct Frame {
  let isControl: Bool
  let isClose: Bool
  let isPing: Bool
  /// nil if more bytes are needed to know.
  private(set) var payloadLength: Int?
  private(set) var headerLength: Int?

  /// nil if no page may send such a frame.
  init?(_ bytes: [UInt8]) {
    let (kind, length) = (bytes[0] & 0x0F, Int(bytes[1] & 0x7F))
    (isControl, isClose, isPing) = (kind >= 8, kind == 8, kind == 9)
    let isFinal = bytes[0] & 0x80 != 0
    let isMasked = bytes[1] & 0x80 != 0
    guard [0, 1, 2, 8, 9, 10].contains(kind), bytes[0] & 0x70 == 0, isMasked else { return nil }
    if isControl && !(isFinal && length <= 125) { return nil }
    let extra = length == 126 ? 2 : length == 127 ? 8 : 0
    guard bytes.count >= 2 + extra else { return }
    let number = bytes[2..<(2 + extra)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let payload = extra == 0 ? UInt64(length) : number
    guard payload <= SocketFrames.longestPayload else { return nil }
    payloadLength = Int(payload)
    headerLength = 2 + extra + 4
  }
}
