import CVectorMath

extension Tensor {
  /// Random integers, uniform in [low, high). Stops the program where the range is empty or exceeds
  /// the dtype.
  public static func randint(
    _ low: Int = 0, _ high: Int, _ shape: [Int], generator: Generator = .default,
    dtype: DType = .int64
  ) -> Tensor {
    let result = empty(shape, dtype: .int64)
    if low >= high {
      fail("random_ expects 'from' to be less than 'to', but got from=\(low) >= to=\(high)")
    }
    for (name, bound) in [("from", low), ("to - 1", high - 1)] where !dtype.hasRandom(bound) {
      fail("\(name) is out of bounds for \(dtype.cName)")
    }
    let range = UInt64(bitPattern: Int64(high &- low))
    let into = result.pointer(to: Int64.self)
    generator.draw { state in
      if range < 1 << 28 {
        state.drawRemainders(result.count, of: Int(range)) { into[$0] = Int64(low) &+ Int64($1) }
      } else {
        for index in 0..<result.count {
          into[index] = Int64(low) &+ Int64(truncatingIfNeeded: state.draw64() % range)
        }
      }
    }
    return rawCast(result, to: dtype)
  }

  /// Random integers, uniform in [0, high). Stops the program where the range is empty or exceeds
  /// the dtype.
  public static func randint(
    _ high: Int, _ shape: [Int], generator: Generator = .default, dtype: DType = .int64
  ) -> Tensor { randint(0, high, shape, generator: generator, dtype: dtype) }

  /// A random permutation of 0, 1, …, count − 1, an int64 vector.
  public static func randperm(_ count: Int, generator: Generator = .default) -> Tensor {
    let result = empty([count], dtype: .int64)
    let into = result.pointer(to: Int64.self)
    generator.draw { state in
      if count < 214_748_364 {
        shuffleForwards(into, count, &state)
      } else {
        shuffleInsideOut(into, count, &state)
      }
    }
    return result
  }

  private static func shuffleForwards(
    _ into: UnsafeMutablePointer<Int64>, _ count: Int, _ state: inout Generator.State
  ) {
    for index in 0..<count { into[index] = Int64(index) }
    state.drawRemainders(Swift.max(count - 1, 0), of: count, decreasingBy: 1) { index, remainder in
      let other = index + Int(remainder)
      (into[index], into[other]) = (into[other], into[index])
    }
  }

  private static func shuffleInsideOut(
    _ into: UnsafeMutablePointer<Int64>, _ count: Int, _ state: inout Generator.State
  ) {
    for index in 0..<count {
      let other = Int(state.draw64() % UInt64(index + 1))
      into[index] = into[other]
      into[other] = Int64(index)
    }
  }
}

extension DType {
  /// Whether this type can hold a bound of random integers.
  fileprivate func hasRandom(_ bound: Int) -> Bool {
    switch self {
    case .bool: bound == 0 || bound == 1
    case .uint8: UInt8(exactly: bound) != nil
    case .int32: Int32(exactly: bound) != nil
    case .int64: true
    default: Double(bound).magnitude <= greatest
    }
  }
}

extension Generator {
  /// 63 random bits, as PyTorch draws the seeds of other generators.
  func drawSeed() -> Int { draw { Int($0.draw64() & 0x7FFF_FFFF_FFFF_FFFF) } }
}

extension Generator.State {
  /// Calls `body` with the numbers 0, 1, … and what divisions leave of the next 32 bits each, the first
  /// by `divisor`, which is below 2^31, the others each by `step` less.
  @inline(__always)
  fileprivate mutating func drawRemainders(
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
