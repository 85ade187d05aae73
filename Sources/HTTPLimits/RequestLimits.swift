import Foundation

/// How much a client may send, and how long it may take.
enum RequestLimits {
  /// The bytes of a request's head, the empty line included.
  static let headBytes = 16 << 10
  /// The header fields of a request; browsers send some twenty.
  static let headerFields = 100
  /// The bytes of one WebSocket frame's payload.
  static let framePayload = 4096
  /// The time between two pings that are answered; the protocol allows to answer only the last.
  static let pingInterval = Duration.milliseconds(100)

  /// The seconds until a request's head has come, and its body.
  static let requestSeconds = 15.0
  /// The seconds until a client has taken a piece of the response.
  static let writeSeconds = 15.0
  /// The seconds that a client may go on sending when its response is complete.
  static let lingerSeconds = 2.0
  /// The bytes that are read and dropped meanwhile.
  static let lingerBytes = 4 << 20

  /// The connections at a time. Each takes three file descriptors, and the process needs some for itself.
  static let connections = max(16, min(256, (sysconf(Int32(_SC_OPEN_MAX)) - 128) / 3))
}
