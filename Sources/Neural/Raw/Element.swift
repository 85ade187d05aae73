/// A Swift type of which tensors can have elements.
public protocol Element: Sendable {
  /// The dtype with this type's memory layout.
  static var dtype: DType { get }
  /// Casts a double as C does: rounded for floating-point types, truncated for integers.
  init(fromDouble value: Double)
  /// Casts an integer as C does: rounded for floating-point types, reduced to their bits for
  /// integers.
  init(fromInt64 value: Int64)
  /// The value as a double, rounded where a double can't hold it.
  var asDouble: Double { get }
  /// The value truncated to an integer; `Int64.min` for nan and what doesn't fit.
  var asInt64: Int64 { get }
}

extension Element {
  @inline(__always)
  init<Source: Element>(converting source: Source) {
    if Source.dtype.isFloatingPoint {
      self.init(fromDouble: source.asDouble)
    } else {
      self.init(fromInt64: source.asInt64)
    }
  }
}

/// The result of x86's `cvttsd2si`: truncation, and `Int64.min` for nan and what doesn't fit.
@inline(__always)
private func truncated(_ value: Double) -> Int64 {
  value > -9_223_372_036_854_775_809.0 && value < 9_223_372_036_854_775_808.0
    ? Int64(value) : Int64.min
}

extension Float: Element {
  /// float32.
  public static var dtype: DType { .float32 }
  /// Rounds to the nearest `Float`.
  @inline(__always) public init(fromDouble value: Double) { self = Float(value) }
  /// Rounds to the nearest `Float`.
  @inline(__always) public init(fromInt64 value: Int64) { self = Float(value) }
  /// The same value, exactly.
  @inline(__always) public var asDouble: Double { Double(self) }
  /// The integer part; `Int64.min` for nan and what doesn't fit.
  @inline(__always) public var asInt64: Int64 { truncated(Double(self)) }
}

extension Double: Element {
  /// float64.
  public static var dtype: DType { .float64 }
  /// The same value.
  @inline(__always) public init(fromDouble value: Double) { self = value }
  /// Rounds to the nearest `Double`.
  @inline(__always) public init(fromInt64 value: Int64) { self = Double(value) }
  /// The same value, exactly.
  @inline(__always) public var asDouble: Double { self }
  /// The integer part; `Int64.min` for nan and what doesn't fit.
  @inline(__always) public var asInt64: Int64 { truncated(self) }
}

extension Float16: Element {
  /// float16.
  public static var dtype: DType { .float16 }
  /// Rounds to a `Float`, and that to float16, as PyTorch does.
  @inline(__always) public init(fromDouble value: Double) { self = Float16(Float(value)) }
  /// Rounds to a `Float`, and that to float16, as PyTorch does.
  @inline(__always) public init(fromInt64 value: Int64) { self = Float16(Float(value)) }
  /// The same value, exactly.
  @inline(__always) public var asDouble: Double { Double(self) }
  /// The integer part; `Int64.min` for nan and what doesn't fit.
  @inline(__always) public var asInt64: Int64 { truncated(Double(self)) }
}

extension BFloat16: Element {
  /// bfloat16.
  public static var dtype: DType { .bfloat16 }
  /// Rounds to a `Float`, and that to bfloat16, as PyTorch does.
  @inline(__always) public init(fromDouble value: Double) { self.init(Float(value)) }
  /// Rounds to a `Float`, and that to bfloat16, as PyTorch does.
  @inline(__always) public init(fromInt64 value: Int64) { self.init(Float(value)) }
  /// The same value, exactly.
  @inline(__always) public var asDouble: Double { Double(float) }
  /// The integer part; `Int64.min` for nan and what doesn't fit.
  @inline(__always) public var asInt64: Int64 { truncated(Double(float)) }
}

extension Int64: Element {
  /// int64.
  public static var dtype: DType { .int64 }
  /// The integer part; `Int64.min` for nan and what doesn't fit.
  @inline(__always) public init(fromDouble value: Double) { self = truncated(value) }
  /// The same value.
  @inline(__always) public init(fromInt64 value: Int64) { self = value }
  /// Rounds to the nearest `Double`.
  @inline(__always) public var asDouble: Double { Double(self) }
  /// The same value.
  @inline(__always) public var asInt64: Int64 { self }
}

extension Int: Element {
  /// int64, because `Int` has 64 bits.
  public static var dtype: DType { .int64 }
  /// The integer part; `Int64.min` for nan and what doesn't fit.
  @inline(__always) public init(fromDouble value: Double) { self = Int(truncated(value)) }
  /// The same value.
  @inline(__always) public init(fromInt64 value: Int64) { self = Int(value) }
  /// Rounds to the nearest `Double`.
  @inline(__always) public var asDouble: Double { Double(self) }
  /// The same value.
  @inline(__always) public var asInt64: Int64 { Int64(self) }
}

extension Int32: Element {
  /// int32.
  public static var dtype: DType { .int32 }
  /// The integer part; `Int32.min` for nan and what doesn't fit.
  @inline(__always) public init(fromDouble value: Double) {
    self = value > -2_147_483_649.0 && value < 2_147_483_648.0 ? Int32(value) : Int32.min
  }
  /// The lower 32 bits.
  @inline(__always) public init(fromInt64 value: Int64) { self.init(truncatingIfNeeded: value) }
  /// The same value, exactly.
  @inline(__always) public var asDouble: Double { Double(self) }
  /// The same value.
  @inline(__always) public var asInt64: Int64 { Int64(self) }
}

extension UInt8: Element {
  /// uint8.
  public static var dtype: DType { .uint8 }
  /// The integer part modulo 256.
  @inline(__always) public init(fromDouble value: Double) {
    self.init(truncatingIfNeeded: truncated(value))
  }
  /// The value modulo 256.
  @inline(__always) public init(fromInt64 value: Int64) { self.init(truncatingIfNeeded: value) }
  /// The same value, exactly.
  @inline(__always) public var asDouble: Double { Double(self) }
  /// The same value.
  @inline(__always) public var asInt64: Int64 { Int64(self) }
}

extension Bool: Element {
  /// bool.
  public static var dtype: DType { .bool }
  /// Whether the value isn't zero; nan is true.
  @inline(__always) public init(fromDouble value: Double) { self = value != 0 }
  /// Whether the value isn't zero.
  @inline(__always) public init(fromInt64 value: Int64) { self = value != 0 }
  /// 1 for true, 0 for false.
  @inline(__always) public var asDouble: Double { self ? 1 : 0 }
  /// 1 for true, 0 for false.
  @inline(__always) public var asInt64: Int64 { self ? 1 : 0 }
}
