/// The random generator MT19937 of Matsumoto and Nishimura (1998).
struct MersenneTwister {
  private static let size = 624
  private static let shift = 397

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

  private mutating func renew() {
    state.withUnsafeMutableBufferPointer { state in
      let (size, shift) = (Self.size, Self.shift)
      for index in 0..<(size - shift) {
        state[index] = state[index + shift] ^ Self.twist(state[index], state[index + 1])
      }
      for index in (size - shift)..<(size - 1) {
        state[index] = state[index + shift - size] ^ Self.twist(state[index], state[index + 1])
      }
      state[size - 1] = state[shift - 1] ^ Self.twist(state[size - 1], state[0])
    }
    next = 0
  }

  @inline(__always)
  private static func twist(_ upper: UInt32, _ lower: UInt32) -> UInt32 {
    let mixed = (upper & 0x8000_0000) | (lower & 0x7FFF_FFFF)
    return (mixed >> 1) ^ (lower & 1 == 0 ? 0 : 0x9908_B0DF)
  }
}
