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
    generator.draw { result.backend.fillIntegers(result, from: low, below: range, &$0) }
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
    generator.draw { result.backend.fillPermutation(result, &$0) }
    return result
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
