import Foundation

/// Sound inputs, and bytes like them with damage, for tests of what reads the bytes of others.
package struct DamagedInput {
  /// The sound inputs of a kind, those from which the fuzzer begins.
  package let seeds: [[UInt8]]
  /// What is put in the place of some bytes, besides nothing, zeros, ones and pieces of other inputs.
  private let pieces: [[UInt8]]
  private let longestPiece: Int

  /// - Parameters:
  ///   - kind: The folder of `Tests/Fuzzing/Seeds`.
  ///   - pieces: What means something to the reader.
  ///   - longestPiece: How many bytes of another input come over at most.
  package init(_ kind: String, pieces: [String], longestPiece: Int) throws {
    seeds = try TestFiles.seeds(kind)
    self.pieces = pieces.map { Array($0.utf8) }
    self.longestPiece = longestPiece
  }

  /// The input of a round: a seed with some bytes changed, removed, inserted or taken from another.
  package func next(_ round: Int, _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = seeds[round % seeds.count]
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 0...8, using: &random))
      let other = seeds.randomElement(using: &random) ?? []
      let start = Int.random(in: 0...other.count, using: &random)
      let usual: [[UInt8]] = [
        [], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [.random(in: 0...255, using: &random)],
        Array(other[start...].prefix(longestPiece)),
      ]
      bytes.replaceSubrange(
        place..<end, with: (usual + pieces).randomElement(using: &random) ?? [])
    }
    return bytes
  }
}
