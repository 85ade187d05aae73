/// A Swift type that a tensor can store.
public protocol Element: Sendable {
  /// The tensor type whose elements have this type's layout.
  static var dtype: DType { get }
  /// The value nearest to a double, converted as C converts it.
  init(fromDouble value: Double)
  /// The value of an integer, truncated to this type's bits.
  init(fromInt64 value: Int64)
  /// The value as a double.
  var asDouble: Double { get }
  /// The value as an integer: fractions are cut off, and what doesn't fit is `Int64.min`.
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

/// What the processor's own conversion gives: truncation, and `Int64.min` for what doesn't fit.
@inline(__always)
private func truncated(_ value: Double) -> Int64 {
  value > -9_223_372_036_854_775_809.0 && value < 9_223_372_036_854_775_808.0
    ? Int64(value) : Int64.min
}

extension Float: Element {
  /// float32.
  public static var dtype: DType { .float32 }
  /// Rounds to the nearest float.
  @inline(__always) public init(fromDouble value: Double) { self = Float(value) }
  /// Rounds to the nearest float.
  @inline(__always) public init(fromInt64 value: Int64) { self = Float(value) }
  /// The same value.
  @inline(__always) public var asDouble: Double { Double(self) }
  /// The whole part.
  @inline(__always) public var asInt64: Int64 { truncated(Double(self)) }
}

extension Double: Element {
  /// float64.
  public static var dtype: DType { .float64 }
  /// The same value.
  @inline(__always) public init(fromDouble value: Double) { self = value }
  /// Rounds to the nearest double.
  @inline(__always) public init(fromInt64 value: Int64) { self = Double(value) }
  /// The same value.
  @inline(__always) public var asDouble: Double { self }
  /// The whole part.
  @inline(__always) public var asInt64: Int64 { truncated(self) }
}

extension Float16: Element {
  /// float16.
  public static var dtype: DType { .float16 }
  /// Rounds to a float, then to a half, as PyTorch does.
  @inline(__always) public init(fromDouble value: Double) { self = Float16(Float(value)) }
  /// Rounds to a float, then to a half, as PyTorch does.
  @inline(__always) public init(fromInt64 value: Int64) { self = Float16(Float(value)) }
  /// The same value.
  @inline(__always) public var asDouble: Double { Double(self) }
  /// The whole part.
  @inline(__always) public var asInt64: Int64 { truncated(Double(self)) }
}

extension BFloat16: Element {
  /// bfloat16.
  public static var dtype: DType { .bfloat16 }
  /// Rounds to a float, then to sixteen bits, as PyTorch does.
  @inline(__always) public init(fromDouble value: Double) { self.init(Float(value)) }
  /// Rounds to a float, then to sixteen bits, as PyTorch does.
  @inline(__always) public init(fromInt64 value: Int64) { self.init(Float(value)) }
  /// The same value.
  @inline(__always) public var asDouble: Double { Double(float) }
  /// The whole part.
  @inline(__always) public var asInt64: Int64 { truncated(Double(float)) }
}

extension Int64: Element {
  /// int64.
  public static var dtype: DType { .int64 }
  /// The whole part.
  @inline(__always) public init(fromDouble value: Double) { self = truncated(value) }
  /// The same value.
  @inline(__always) public init(fromInt64 value: Int64) { self = value }
  /// Rounds to the nearest double.
  @inline(__always) public var asDouble: Double { Double(self) }
  /// The same value.
  @inline(__always) public var asInt64: Int64 { self }
}

extension Int: Element {
  /// int64: Swift's `Int` has 64 bits here.
  public static var dtype: DType { .int64 }
  /// The whole part.
  @inline(__always) public init(fromDouble value: Double) { self = Int(truncated(value)) }
  /// The same value.
  @inline(__always) public init(fromInt64 value: Int64) { self = Int(value) }
  /// Rounds to the nearest double.
  @inline(__always) public var asDouble: Double { Double(self) }
  /// The same value.
  @inline(__always) public var asInt64: Int64 { Int64(self) }
}

extension Int32: Element {
  /// int32.
  public static var dtype: DType { .int32 }
  /// The whole part, or `Int32.min` for what doesn't fit.
  @inline(__always) public init(fromDouble value: Double) {
    self = value > -2_147_483_649.0 && value < 2_147_483_648.0 ? Int32(value) : Int32.min
  }
  /// The lower 32 bits.
  @inline(__always) public init(fromInt64 value: Int64) { self.init(truncatingIfNeeded: value) }
  /// The same value.
  @inline(__always) public var asDouble: Double { Double(self) }
  /// The same value.
  @inline(__always) public var asInt64: Int64 { Int64(self) }
}

extension UInt8: Element {
  /// uint8.
  public static var dtype: DType { .uint8 }
  /// The whole part, truncated to a byte.
  @inline(__always) public init(fromDouble value: Double) {
    self.init(truncatingIfNeeded: truncated(value))
  }
  /// The lowest byte.
  @inline(__always) public init(fromInt64 value: Int64) { self.init(truncatingIfNeeded: value) }
  /// The same value.
  @inline(__always) public var asDouble: Double { Double(self) }
  /// The same value.
  @inline(__always) public var asInt64: Int64 { Int64(self) }
}

extension Bool: Element {
  /// bool.
  public static var dtype: DType { .bool }
  /// Whether the value isn't zero; a nan is true.
  @inline(__always) public init(fromDouble value: Double) { self = value != 0 }
  /// Whether the value isn't zero.
  @inline(__always) public init(fromInt64 value: Int64) { self = value != 0 }
  /// 1 or 0.
  @inline(__always) public var asDouble: Double { self ? 1 : 0 }
  /// 1 or 0.
  @inline(__always) public var asInt64: Int64 { self ? 1 : 0 }
}
