import Foundation

/// A macro as the compiler sees it: a program that answers its messages, each a length and JSON. Real
/// ones leave that to swift-syntax, which takes minutes to build.
@main
struct Plugin {
  static func main() throws {
    let input = FileHandle.standardInput
    while let header = try input.read(upToCount: 8), header.count == 8 {
      let length = header.reversed().reduce(0) { $0 << 8 | Int($1) }
      let bytes = try input.read(upToCount: length) ?? Data()
      guard let message = try JSONSerialization.jsonObject(with: bytes) as? [String: Any] else {
        return
      }
      try send(answer(to: message))
    }
  }

  private static func answer(to message: [String: Any]) -> [String: Any] {
    if let request = message["getCapability"] as? [String: Any] {
      let known = request["capability"] ?? ["protocolVersion": 7]
      return ["getCapabilityResult": ["capability": known]]
    }
    let request = message["expandFreestandingMacro"] as? [String: Any]
    let source = (request?["syntax"] as? [String: Any])?["source"] as? String ?? ""
    return ["expandMacroResult": ["expandedSource": spelled(source), "diagnostics": [String]()]]
  }

  /// `#spelled(a + b)` becomes a text of its value and its source.
  private static func spelled(_ call: String) -> String {
    let argument = call.drop { $0 != "(" }.dropFirst().dropLast()
    return "\"\\(\(argument)) is \(argument)\""
  }

  private static func send(_ answer: [String: Any]) throws {
    let bytes = try JSONSerialization.data(withJSONObject: answer)
    let header = withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Data($0) }
    try FileHandle.standardOutput.write(contentsOf: header + bytes)
  }
}
