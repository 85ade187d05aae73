/// A type whose uniform numbers in [0, 1) are drawn straight from the generator's bits.
protocol UniformlyDrawn: Real {
  static func fillUniform(
    _ into: UnsafeMutablePointer<Self>, _ count: Int, _ state: inout Generator.State)
}

extension Float: UniformlyDrawn {
  static func fillUniform(
    _ into: UnsafeMutablePointer<Float>, _ count: Int, _ state: inout Generator.State
  ) { state.twister.fillUniform(into, count) }
}

extension Double: UniformlyDrawn {
  static func fillUniform(
    _ into: UnsafeMutablePointer<Double>, _ count: Int, _ state: inout Generator.State
  ) { state.twister.fillUniform(into, count) }
}

extension Tensor {
  /// Random numbers, uniform in [0, 1).
  public static func rand(
    _ shape: Int..., generator: Generator = .default, dtype: DType? = nil, device: Device = .cpu,
    requiresGrad: Bool = false
  ) -> Tensor {
    rand(shape, generator: generator, dtype: dtype, device: device, requiresGrad: requiresGrad)
  }

  /// Random numbers, uniform in [0, 1).
  public static func rand(
    _ shape: [Int], generator: Generator = .default, dtype: DType? = nil, device: Device = .cpu,
    requiresGrad: Bool = false
  ) -> Tensor {
    empty(shape, dtype: dtype).uniform(0, 1, generator: generator).requiresGrad(requiresGrad)
  }

  /// Random numbers, uniform in [0, 1), in the shape of another tensor and, without a dtype, of its
  /// dtype.
  public static func randLike(
    _ other: Tensor, dtype: DType? = nil, requiresGrad: Bool = false
  ) -> Tensor { emptyLike(other, dtype: dtype).uniform().created(requiresGrad) }

  /// Fills with random numbers in place, uniform in [low, high). Stops the program where the bounds
  /// are out of order, exceed the dtype, or that isn't floating point.
  @discardableResult
  public final func uniform(
    _ low: Double = 0, _ high: Double = 1, generator: Generator = .default
  ) -> Self {
    checkUniformBounds(low, high)
    let values = Tensor(uninitializedLike: self, dtype)
    switch dtype {
    case .float64: values.fillUniform(low, high, generator)
    case .float32: values.fillUniform(Float(low), Float(high), generator)
    default: values.fillUniformHalf(low, high, generator)
    }
    replace(with: values, "UniformBackward0")
    return self
  }

  private final func checkUniformBounds(_ low: Double, _ high: Double) {
    if !dtype.isFloatingPoint {
      fail("\"check_uniform_bounds\" not implemented for '\(dtype.scalarName)'")
    }
    let greatest = dtype.greatest
    for (name, bound) in [("from", low), ("to", high)] where !(bound.magnitude <= greatest) {
      fail("\(name) is out of bounds for \(dtype.cName)")
    }
    let (from, to) = (streamText(low), streamText(high))
    if low > high {
      fail("uniform_ expects to return a [from, to) range, but found from=\(from) > to=\(to)")
    }
    if high - low > greatest {
      fail(
        "uniform_ expects to-from <= std::numeric_limits<\(dtype.scalarName)>::max(), but found "
          + "to=\(to) and from=\(from) which result in to-from to exceed the limit")
    }
  }

  private final func fillUniform<T: UniformlyDrawn>(_ low: T, _ high: T, _ generator: Generator) {
    let into = pointer(to: T.self)
    generator.draw { T.fillUniform(into, count, &$0) }
    if low == 0 && high == 1 { return }
    for index in 0..<count {
      let value = low.addingProduct(into[index], high - low)
      into[index] = value == high ? low : value
    }
  }

  /// Fills a float16 or bfloat16 tensor with the numbers of float32, rounded.
  private final func fillUniformHalf(_ low: Double, _ high: Double, _ generator: Generator) {
    let (low, high) = (rounded(low), rounded(high))
    let values = Tensor(uninitializedLike: self, .float32)
    let into = values.pointer(to: Float.self)
    generator.draw { $0.twister.fillUniform(into, values.count) }
    if low != 0 || high != 1 {
      for index in 0..<values.count { into[index] = low.addingProduct(into[index], high - low) }
    }
    rawCopy(values, to: self)
    // What was rounded up to the upper bound is the lower one.
    let bits = pointer(to: UInt16.self)
    let (lowBits, highBits) = (roundedBits(low), roundedBits(high))
    let otherBits = high == 0 ? highBits ^ 0x8000 : highBits
    for index in 0..<values.count {
      let isHigh = bits[index] == highBits || bits[index] == otherBits
      bits[index] = isHigh ? lowBits : bits[index]
    }
  }

  private final func roundedBits(_ value: Float) -> UInt16 {
    dtype == .bfloat16
      ? BFloat16(fromDouble: Double(value)).bitPattern
      : Float16(fromDouble: Double(value)).bitPattern
  }

  /// A number rounded to this tensor's dtype, float16 or bfloat16.
  private final func rounded(_ value: Double) -> Float {
    dtype == .bfloat16 ? BFloat16(fromDouble: value).float : Float(Float16(fromDouble: value))
  }
}
