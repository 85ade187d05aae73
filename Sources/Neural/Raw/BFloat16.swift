/// Google's bfloat16, the upper sixteen bits of a `Float`. It stores numbers; arithmetic is done in
/// `Float`.
public struct BFloat16: Sendable, Equatable {
  /// The sign, exponent and significand bits.
  public var bitPattern: UInt16

  /// The number with these bits.
  public init(bitPattern: UInt16) { self.bitPattern = bitPattern }

  /// The number nearest to `value`; ties round to even.
  public init(_ value: Float) {
    if value.isNaN {
      bitPattern = 0x7FC0
      return
    }
    let bits = value.bitPattern
    let roundingBias = 0x7FFF + ((bits >> 16) & 1)
    bitPattern = UInt16(truncatingIfNeeded: (bits &+ roundingBias) >> 16)
  }

  /// The same number as a `Float`, exactly.
  public var float: Float { Float(bitPattern: UInt32(bitPattern) << 16) }
}
