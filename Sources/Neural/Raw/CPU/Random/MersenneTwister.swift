import CVectorMath

/// The Mersenne Twister MT19937 of Matsumoto and Nishimura (1998).
struct MersenneTwister {
  private static let size = 624

  private var state: [UInt32]
  private var next: Int

  init(seed: UInt32) {
    var state = [UInt32](repeating: seed, count: Self.size)
    for index in 1..<Self.size {
      let before = state[index - 1]
      state[index] = 1_812_433_253 &* (before ^ (before >> 30)) &+ UInt32(index)
    }
    self.state = state
    next = Self.size
  }

  /// The next 32 bits.
  @inline(__always)
  mutating func draw() -> UInt32 {
    if next == Self.size { renew() }
    var bits = state[next]
    next += 1
    bits ^= bits >> 11
    bits ^= (bits << 7) & 0x9D2C_5680
    bits ^= (bits << 15) & 0xEFC6_0000
    return bits ^ (bits >> 18)
  }

  /// Fills memory with uniform numbers in [0, 1), each from 24 bits.
  mutating func fillUniform(_ into: UnsafeMutablePointer<Float>, _ count: Int) {
    drawPieces(count) { vector_mersenne_uniform($0, into + $1, $2) }
  }

  /// Fills memory with uniform numbers in [0, 1), each from 53 bits of two numbers, the upper one first.
  mutating func fillUniform(_ into: UnsafeMutablePointer<Double>, _ count: Int) {
    into.withMemoryRebound(to: UInt32.self, capacity: 2 * count) { fillBits($0, 2 * count) }
    vector_mersenne_doubles(into, count)
  }

  /// Fills memory with the next numbers of 32 bits.
  mutating func fillBits(_ into: UnsafeMutablePointer<UInt32>, _ count: Int) {
    drawPieces(count) { vector_mersenne_bits($0, into + $1, $2) }
  }

  /// Calls `body` with pieces of the state that make up the next `count` numbers: where a piece lies,
  /// the number of its first, and how many there are.
  private mutating func drawPieces(_ count: Int, _ body: (UnsafePointer<UInt32>, Int, Int) -> Void)
  {
    var drawn = 0
    while drawn < count {
      if next == Self.size { renew() }
      let piece = min(count - drawn, Self.size - next)
      state.withUnsafeBufferPointer { state in
        if let start = state.baseAddress { body(start + next, drawn, piece) }
      }
      next += piece
      drawn += piece
    }
  }

  private mutating func renew() {
    state.withUnsafeMutableBufferPointer { vector_mersenne_renew($0.baseAddress) }
    next = 0
  }
}
