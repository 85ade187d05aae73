import TestSupport
import Testing

@testable import HTTPLimits

@Suite struct ClientInputTests {
  @Test(arguments: clientInputs.keys.sorted())
  func `any bytes are refused or read in one way only`(kind: String) throws {
    let check = try #require(clientInputs[kind])
    let inputs = try DamagedInput(
      kind, pieces: ["\r\n", "\r\n\r\n", "Content-Length: 7\r\n"], longestPiece: 32)
    for input in inputs.seeds { try check(input) }
    var random = SeededGenerator(seed: 15)
    for round in 0..<1000 {
      let input = inputs.next(round, &random)
      #expect(throws: Never.self, "\(input)") { try check(input) }
    }
  }
}
