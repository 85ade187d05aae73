import Foundation
import Testing

@testable import HTTPLimits

/// Requests and frames from which the fuzzer begins.
private func seeds(_ kind: String) throws -> [[UInt8]] {
  let folder = URL(filePath: #filePath).appending(path: "../../Fuzzing/Seeds/\(kind)").standardized
  let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
  return try names.sorted().map { Array(try Data(contentsOf: folder.appending(path: $0))) }
}

/// Numbers that look random and are the same in every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Bytes of a client with some changed, removed, inserted or taken from another's.
private func damaged(
  _ bytes: [UInt8], like others: [[UInt8]], _ random: inout SplitMix
) -> [UInt8] {
  var bytes = bytes
  for _ in 0..<Int.random(in: 1...4, using: &random) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 0...8, using: &random))
    let other = others.randomElement(using: &random) ?? []
    let start = Int.random(in: 0...other.count, using: &random)
    let pieces: [[UInt8]] = [
      [], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [.random(in: 0...255, using: &random)],
      Array("\r\n".utf8), Array("\r\n\r\n".utf8), Array("Content-Length: 7\r\n".utf8),
      Array(other[start...].prefix(32)),
    ]
    bytes.replaceSubrange(place..<end, with: pieces.randomElement(using: &random) ?? [])
  }
  return bytes
}

@Suite struct ClientInputTests {
  @Test(arguments: clientInputs.keys.sorted())
  func `any bytes are refused or read in one way only`(kind: String) throws {
    let check = try #require(clientInputs[kind])
    let inputs = try seeds(kind)
    #expect(!inputs.isEmpty)
    for input in inputs { try check(input) }
    var random = SplitMix(state: 15)
    for round in 0..<1000 {
      let input = damaged(inputs[round % inputs.count], like: inputs, &random)
      #expect(throws: Never.self, "\(input)") { try check(input) }
    }
  }
}
