/// A type whose uniform numbers in [0, 1) are drawn straight from the generator's bits.
protocol UniformlyDrawn: Real {
  static func fillUniform(
    _ into: UnsafeMutablePointer<Self>, _ count: Int, _ state: inout GeneratorState)
}

extension Float: UniformlyDrawn {
  static func fillUniform(
    _ into: UnsafeMutablePointer<Float>, _ count: Int, _ state: inout GeneratorState
  ) { state.twister.fillUniform(into, count) }
}

extension Double: UniformlyDrawn {
  static func fillUniform(
    _ into: UnsafeMutablePointer<Double>, _ count: Int, _ state: inout GeneratorState
  ) { state.twister.fillUniform(into, count) }
}

extension CPUBackend {
  func fillUniform(
    _ target: RawTensor, _ low: Double, _ high: Double, _ state: inout GeneratorState
  ) {
    switch target.dtype {
    case .float64: fill(target, low, high, &state)
    case .float32: fill(target, Float(low), Float(high), &state)
    default: fillHalf(target, low, high, &state)
    }
  }

  private func fill<T: UniformlyDrawn>(
    _ target: RawTensor, _ low: T, _ high: T, _ state: inout GeneratorState
  ) {
    let into = target.pointer(to: T.self)
    T.fillUniform(into, target.count, &state)
    if low == 0 && high == 1 { return }
    for index in 0..<target.count {
      let value = low.addingProduct(into[index], high - low)
      into[index] = value == high ? low : value
    }
  }

  /// Fills a float16 or bfloat16 tensor with the numbers of float32, rounded.
  private func fillHalf(
    _ target: RawTensor, _ low: Double, _ high: Double, _ state: inout GeneratorState
  ) {
    let dtype = target.dtype
    let (low, high) = (Float(dtype.rounding(low)), Float(dtype.rounding(high)))
    let values = RawTensor(uninitializedLike: target, .float32)
    let into = values.pointer(to: Float.self)
    state.twister.fillUniform(into, values.count)
    if low != 0 || high != 1 {
      for index in 0..<values.count { into[index] = low.addingProduct(into[index], high - low) }
    }
    rawCopy(values, to: target)
    // What was rounded up to the upper bound is the lower one.
    let bits = target.pointer(to: UInt16.self)
    let (lowBits, highBits) = (dtype.halfBits(low), dtype.halfBits(high))
    let otherBits = high == 0 ? highBits ^ 0x8000 : highBits
    for index in 0..<values.count {
      let isHigh = bits[index] == highBits || bits[index] == otherBits
      bits[index] = isHigh ? lowBits : bits[index]
    }
  }
}

extension DType {
  /// The bits of a number in this type, float16 or bfloat16.
  fileprivate func halfBits(_ value: Float) -> UInt16 {
    self == .bfloat16
      ? BFloat16(fromDouble: Double(value)).bitPattern
      : Float16(fromDouble: Double(value)).bitPattern
  }
}
