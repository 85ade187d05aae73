/// A storage type: the upper sixteen bits of a `Float`.
public struct BFloat16: Sendable, Equatable {
  /// The bits as they lie in memory.
  public var bitPattern: UInt16

  /// The value with these bits.
  public init(bitPattern: UInt16) { self.bitPattern = bitPattern }

  /// The value nearest to `value`; halfway cases go to the even one.
  public init(_ value: Float) {
    if value.isNaN {
      bitPattern = 0x7FC0
      return
    }
    let bits = value.bitPattern
    let roundingBias = 0x7FFF + ((bits >> 16) & 1)
    bitPattern = UInt16(truncatingIfNeeded: (bits &+ roundingBias) >> 16)
  }

  /// The same value as a `Float`; always exact.
  public var float: Float { Float(bitPattern: UInt32(bitPattern) << 16) }
}
