extension DType {
  /// Whether a number doesn't overflow this type, by the rules of c10's `checked_convert`: negative
  /// integers may wrap around in uint8, and floating-point types hold infinities and nan.
  ///
  /// - Parameter number: a wrapped number, of type float64, int64 or bool.
  func holds(_ number: Tensor) -> Bool {
    if number.dtype.isFloatingPoint { return holds(number.item()) }
    return holds(number.item(as: Int64.self))
  }

  /// Stops the program where an element of a new tensor overflows this type.
  func checkHolds(_ number: some Element) {
    if !holds(Tensor(wrapped: number)) {
      fail("value cannot be converted to type \(name) without overflow")
    }
  }

  private func holds(_ value: Double) -> Bool {
    switch self {
    case .bool, .float64: return true
    case .float32, .float16, .bfloat16:
      return !value.isFinite || value.magnitude <= greatest
    case .uint8: return value >= 0 && value <= 255
    case .int32: return value >= -0x1p31 && value <= 0x1p31 - 1
    // The largest int64 is no double: PyTorch compares with the double above it.
    case .int64: return value >= -0x1p63 && value <= 0x1p63
    }
  }

  private func holds(_ value: Int64) -> Bool {
    switch self {
    case .bool, .int64, .float32, .float64, .bfloat16: true
    case .float16: Double(value).magnitude <= greatest
    case .uint8: value >= -255 && value <= 255
    case .int32: Int32(exactly: value) != nil
    }
  }

  /// The largest finite number of this floating-point type.
  var greatest: Double {
    switch self {
    case .float16: Double(Float16.greatestFiniteMagnitude)
    case .bfloat16: Double(BFloat16(bitPattern: 0x7F7F).float)
    case .float32: Double(Float.greatestFiniteMagnitude)
    default: Double.greatestFiniteMagnitude
    }
  }

  /// The name of the C++ type in PyTorch's messages about overflow.
  fileprivate var numberName: String {
    switch self {
    case .uint8: "uint8_t"
    case .int64: "int64_t"
    default: cName
    }
  }
}

extension Tensor {
  /// This wrapped number cast to another dtype, still a wrapped number. Stops the program where it
  /// overflows.
  final func checkedConvert(to dtype: DType) -> Tensor {
    checkIsHeld(by: dtype)
    let result = rawCast(self, to: dtype)
    if result === self { return self }
    result.isWrappedNumber = true
    return result
  }

  /// The value of this wrapped number. Stops the program where it overflows a dtype.
  final func checkedValue(in dtype: DType) -> Double {
    checkIsHeld(by: dtype)
    return item()
  }

  private final func checkIsHeld(by dtype: DType) {
    if !dtype.holds(self) {
      fail("value cannot be converted to type \(dtype.numberName) without overflow")
    }
  }
}
