import CVectorMath

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The state of a generator: the twister, and what Box and Muller left.
struct GeneratorState {
  var twister: MersenneTwister
  /// The second number of a Box–Muller pair, for the next call of ``normal()``.
  var keptNormal: Double?

  /// The next 32 bits.
  @inline(__always)
  mutating func draw32() -> UInt32 { twister.draw() }

  /// The next 64 bits, the upper half first.
  @inline(__always)
  mutating func draw64() -> UInt64 {
    let high = UInt64(twister.draw())
    return high << 32 | UInt64(twister.draw())
  }

  /// Uniform in [0, 1) with 24 random bits.
  @inline(__always)
  mutating func uniformFloat() -> Float { Float(draw32() & 0xFF_FFFF) * 0x1p-24 }

  /// Uniform in [0, 1) with 53 random bits.
  @inline(__always)
  mutating func uniformDouble() -> Double {
    Double(draw64() & 0x1F_FFFF_FFFF_FFFF) * 0x1p-53
  }
}

extension GeneratorState {
  /// A standard normal number by the method of Box and Muller (1958), which makes pairs; the second
  /// is kept for the next call.
  mutating func normal() -> Double {
    if let kept = keptNormal {
      keptNormal = nil
      return kept
    }
    let u1 = uniformDouble()
    let u2 = uniformDouble()
    let radius = (-2 * Glibc.log1p(-u2)).squareRoot()
    let angle = 2 * Double.pi * u1
    keptNormal = radius * Glibc.sin(angle)
    return radius * Glibc.cos(angle)
  }
}

extension GeneratorState {
  /// Calls `body` with the numbers 0, 1, … and what divisions leave of the next 32 bits each, the first
  /// by `divisor`, which is below 2^31, the others each by `step` less.
  @inline(__always)
  mutating func drawRemainders(
    _ count: Int, of divisor: Int, decreasingBy step: Int32 = 0, _ body: (Int, UInt32) -> Void
  ) {
    let block = 1024
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: block) { numbers in
      guard let start = numbers.baseAddress else { return }
      for first in stride(from: 0, to: count, by: block) {
        let size = min(block, count - first)
        twister.fillBits(start, size)
        vector_mersenne_remainders(
          start, Int32(divisor - first * Int(step)), step, size)
        for index in 0..<size { body(first + index, start[index]) }
      }
    }
  }
}
