/// The head of a request. What two readers could take for two different requests is refused, so that
/// nothing is smuggled past one of them.
struct RequestHead: Sendable {
  let method: String
  let target: String
  /// The length of the body in bytes.
  private(set) var bodyLength = 0
  /// Whether a WebSocket is asked for.
  private(set) var isUpgrade = false

  private var fields: [Field] = []

  private struct Field {
    let name: String
    let value: String
    /// The name as it is compared.
    var key: String { name.lowercased() }
  }

  /// - Parameter bytes: Everything before the empty line.
  /// - Throws: ``RequestRefusal``.
  init(_ bytes: some Sequence<UInt8>) throws(RequestRefusal) {
    let lines = Self.lines(of: bytes)
    let isPlain = lines.allSatisfy { line in
      line.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") }
    }
    let words = lines[0].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard isPlain, words.count == 3, Self.isToken(words[0]), Self.isTarget(words[1]),
      words[2].elementsEqual("HTTP/1.1".utf8) || words[2].elementsEqual("HTTP/1.0".utf8)
    else { throw .malformed }
    method = String(decoding: words[0], as: UTF8.self)
    target = String(decoding: words[1], as: UTF8.self)
    if lines.count - 1 > RequestLimits.headerFields { throw .tooLong }
    for line in lines.dropFirst() { fields.append(try Self.field(line)) }
    try readFraming()
  }

  /// Lines that end in CR and LF; one of the two alone stays in its line, where it is refused.
  private static func lines(of bytes: some Sequence<UInt8>) -> [[UInt8]] {
    var lines: [[UInt8]] = [[]]
    for byte in bytes {
      if byte == UInt8(ascii: "\n"), lines[lines.count - 1].last == UInt8(ascii: "\r") {
        lines[lines.count - 1].removeLast()
        lines.append([])
      } else {
        lines[lines.count - 1].append(byte)
      }
    }
    return lines
  }

  /// A line's name and value. Nothing may stand between the name and the colon.
  private static func field(_ line: [UInt8]) throws(RequestRefusal) -> Field {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), isToken(line[..<colon]) else {
      throw .malformed
    }
    let value = line[(colon + 1)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return Field(
      name: String(decoding: line[..<colon], as: UTF8.self),
      value: String(decoding: value, as: UTF8.self))
  }

  /// Whether bytes are a token of RFC 9110, section 5.6.2.
  private static func isToken(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty
      && bytes.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
  }

  private static func isTarget(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  /// Finds where the request ends.
  private mutating func readFraming() throws(RequestRefusal) {
    // Browsers send no field twice; of two, one reader takes the first and another the last.
    guard Set(fields.map(\.key)).count == fields.count else { throw .malformed }
    if self["transfer-encoding"] != nil { throw .unknownTransfer }
    if let length = self["content-length"] {
      let isNumber = length.utf8.allSatisfy { (0x30...0x39).contains($0) }
      guard isNumber, let number = Int(length) else { throw .malformed }
      bodyLength = number
    }
    // Some readers pass over such a body, and take it for the next request.
    guard bodyLength == 0 || !["GET", "HEAD"].contains(method) else { throw .malformed }
    let options = (self["connection"] ?? "").lowercased().split(separator: ",").map {
      $0.trimmingPrefix(while: \.isWhitespace).prefix { !$0.isWhitespace }
    }
    isUpgrade =
      method == "GET" && options.contains("upgrade") && self["upgrade"]?.lowercased() == "websocket"
  }

  /// The value of a field by its name in small letters.
  private subscript(key: String) -> String? { fields.first { $0.key == key }?.value }

  /// The head as it is sent on, the empty line included: its connection ends with the response, or
  /// becomes a WebSocket.
  var forwarded: [UInt8] {
    let lines =
      ["\(method) \(target) HTTP/1.1"]
      + fields.filter { $0.key != "connection" }.map { "\($0.name): \($0.value)" }
      + [isUpgrade ? "Connection: Upgrade, close" : "Connection: close"]
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }
}

/// The response to a request that isn't sent on.
struct RequestRefusal: Error, Equatable {
  let status: String

  static let malformed = RequestRefusal(status: "400 Bad Request")
  static let tooLong = RequestRefusal(status: "431 Request Header Fields Too Large")
  static let unknownTransfer = RequestRefusal(status: "501 Not Implemented")

  /// The response, which has no body.
  var response: [UInt8] {
    Array("HTTP/1.1 \(status)\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".utf8)
  }
}
