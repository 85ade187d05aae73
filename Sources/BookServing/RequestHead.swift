import Foundation

/// The head of a request, read strictly: what two readers could take for two different requests is
/// refused, and the server is given the one reading there is.
struct RequestHead {
  let method: String
  let target: String
  /// How many bytes come after the head.
  private(set) var bodyLength = 0
  /// Whether a browser asks for a socket.
  private(set) var isUpgrade = false

  private var fields: [(name: String, value: String)] = []

  /// What is answered to a request that is refused.
  struct Refusal: Error, Equatable {
    package let status: String

    static let malformed = Refusal(status: "400 Bad Request")
    static let tooLong = Refusal(status: "431 Request Header Fields Too Large")
    static let unknownTransfer = Refusal(status: "501 Not Implemented")

    /// The answer, without a body.
    var response: Data {
      Data("HTTP/1.1 \(status)\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".utf8)
    }
  }

  /// How many header fields a request may have; browsers send some twenty.
  static let mostFields = 100

  /// - Parameter bytes: All up to the empty line.
  /// - Throws: ``Refusal``.
  init(_ bytes: some Collection<UInt8>) throws(Refusal) {
    // Ends of lines are CR and LF together, and no other control character is anywhere.
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.components(separatedBy: "\r\n")
    let isPlain = lines.allSatisfy { line in
      line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }
    let words = lines[0].components(separatedBy: " ")
    guard isPlain, words.count == 3, !words[1].isEmpty, Self.isToken(words[0]),
      ["HTTP/1.1", "HTTP/1.0"].contains(words[2])
    else { throw .malformed }
    (method, target) = (words[0], words[1])
    if lines.count - 1 > Self.mostFields { throw .tooLong }
    for line in lines.dropFirst() { fields.append(try Self.field(line)) }
    try readFraming()
  }

  /// A line's name and value. Nothing may stand between the name and the colon.
  private static func field(_ line: String) throws(Refusal) -> (name: String, value: String) {
    guard let colon = line.firstIndex(of: ":"), isToken(String(line[..<colon])) else {
      throw .malformed
    }
    let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
    return (String(line[..<colon]), String(value))
  }

  private static func isToken(_ text: String) -> Bool {
    let marks = "!#$%&'*+-.^_`|~".utf8
    return !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || marks.contains(byte)
      }
  }

  /// Finds where the request ends, which has to be clear.
  private mutating func readFraming() throws(Refusal) {
    // Browsers send no field twice; of two, one reader takes the first and another the last.
    let names = fields.map { $0.name.lowercased() }
    guard Set(names).count == names.count else { throw .malformed }
    if self["transfer-encoding"] != nil { throw .unknownTransfer }
    if let length = self["content-length"] {
      let isNumber = length.utf8.allSatisfy { (0x30...0x39).contains($0) }
      guard isNumber, let number = Int(length) else { throw .malformed }
      bodyLength = number
    }
    // Some readers pass over such a body, and take it for the next request.
    guard bodyLength == 0 || !["GET", "HEAD"].contains(method) else { throw .malformed }
    let words = (self["connection"] ?? "").lowercased().split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    isUpgrade =
      method == "GET" && words.contains("upgrade") && self["upgrade"]?.lowercased() == "websocket"
  }

  /// The value of a field by its name in small letters.
  private subscript(name: String) -> String? {
    fields.first { $0.name.lowercased() == name }?.value
  }

  /// The request as one that ends its connection, or turns it into a socket.
  var single: Data {
    let kept = fields.filter { $0.name.lowercased() != "connection" }
    let lines =
      ["\(method) \(target) HTTP/1.1"] + kept.map { "\($0.name): \($0.value)" }
      + [isUpgrade ? "Connection: Upgrade, close" : "Connection: close"]
    return Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }
}
