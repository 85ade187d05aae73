import Foundation

/// Numbers in the smallest form that holds each of them exactly, in little-endian bytes as base64. A zero may lose
/// its sign.
struct PackedNumbers: Encodable, Equatable {
  enum Form: String, Encodable {
    /// Whole numbers from −128 to 127.
    case int8
    /// n / 255, as images have brightness.
    case byte
    /// With half the bits of a `Float`.
    case float16
    case float32
    case float64
  }

  let form: Form
  let numbers: String

  /// - Parameter isSingle: Whether the numbers are those of `Float`.
  init(_ numbers: [Double], isSingle: Bool) {
    let bytes = numbers.map { ($0 * 255).rounded() }
    func share(_ byte: Double) -> Double {
      isSingle ? Double(Float(byte / 255)) : byte / 255
    }
    if numbers.allSatisfy({ Int8(exactly: $0) != nil }) {
      self.init(.int8, numbers.map { UInt8(bitPattern: Int8($0)) })
    } else if zip(numbers, bytes).allSatisfy({
      UInt8(exactly: $1) != nil && share($1) == $0
    }) {
      self.init(.byte, bytes.map { UInt8($0) })
    } else if numbers.allSatisfy({ Self.half(Float($0)) != nil && Double(Float($0)) == $0 }) {
      self.init(.float16, Self.bytes(of: numbers.map { Self.half(Float($0)) ?? 0 }))
    } else if numbers.allSatisfy({ Double(Float($0)) == $0 }) {
      self.init(.float32, Self.bytes(of: numbers.map { Float($0).bitPattern }))
    } else {
      self.init(.float64, Self.bytes(of: numbers.map(\.bitPattern)))
    }
  }

  private init(_ form: Form, _ bytes: [UInt8]) {
    self.form = form
    numbers = Data(bytes).base64EncodedString()
  }

  private static func bytes(of patterns: [some FixedWidthInteger]) -> [UInt8] {
    patterns.flatMap { pattern in withUnsafeBytes(of: pattern.littleEndian) { Array($0) } }
  }

  /// The bits of a number with 10 digits and an exponent from −14 to 15, or a whole number of 2⁻²⁴ below; nil for
  /// others. Swift's `Float16` isn't there on each processor of a Mac.
  private static func half(_ number: Float) -> UInt16? {
    let sign: UInt16 = number.sign == .minus ? 0x8000 : 0
    let magnitude = number.magnitude
    guard magnitude <= 65504 else { return nil }
    if magnitude < 0x1p-14 { return UInt16(exactly: magnitude * 0x1p24).map { sign | $0 } }
    let digits = magnitude.significandBitPattern
    guard digits & 0x1FFF == 0 else { return nil }
    return sign | UInt16(magnitude.exponent + 15) << 10 | UInt16(digits >> 13)
  }
}
