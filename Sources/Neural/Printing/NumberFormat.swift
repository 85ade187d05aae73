#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Formats floating-point numbers as C's `printf` does, correctly rounded.
struct NumberFormat {
  enum Style {
    /// Fixed-point notation with these digits after the point: `%.4f`.
    case fixed(Int)
    /// Scientific notation with these digits after the point: `%.4e`.
    case scientific(Int)
    /// An integer followed by a point: `%.0f.`.
    case whole
  }

  let style: Style

  /// Appends a number to UTF-8 text.
  func append(_ value: Double, to text: inout [UInt8]) {
    if !value.isFinite {
      text.append(contentsOf: value.isNaN ? "nan".utf8 : value < 0 ? "-inf".utf8 : "inf".utf8)
      return
    }
    switch style {
    case .fixed(let digits):
      if !appendFixed(value, digits, to: &text) {
        appendWithC("%.\(digits)f", value, digits, to: &text)
      }
    case .scientific(let digits):
      appendWithC("%.\(digits)e", value, digits, to: &text)
    case .whole:
      if !appendFixed(value, 0, to: &text) { appendWithC("%.0f", value, 0, to: &text) }
      text.append(UInt8(ascii: "."))
    }
  }

  private static let scales: [Double] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8]

  /// Formats in integer arithmetic, which is faster than `printf`; false where that could round
  /// wrongly.
  private func appendFixed(_ value: Double, _ digits: Int, to text: inout [UInt8]) -> Bool {
    guard digits < Self.scales.count else { return false }
    let scale = Self.scales[digits]
    let magnitude = value.magnitude
    let scaled = magnitude * scale
    guard scaled < 0x1p51 else { return false }
    // What the product lost in rounding decides on which side of a half it is.
    let lost = (-scaled).addingProduct(magnitude, scale)
    let nearest = scaled.rounded()
    let rest = (scaled - nearest) + lost
    guard rest.magnitude < 0.4999 else { return false }
    if value.sign == .minus { text.append(UInt8(ascii: "-")) }
    append(UInt64(nearest), digits, to: &text)
    return true
  }

  private func append(_ number: UInt64, _ digits: Int, to text: inout [UInt8]) {
    var rest = number
    var reversed: InlineArray<24, UInt8> = InlineArray(repeating: 0)
    var length = 0
    while rest > 0 || length <= digits {
      if digits > 0 && length == digits {
        reversed[length] = UInt8(ascii: ".")
        length += 1
        if rest == 0 {
          reversed[length] = UInt8(ascii: "0")
          length += 1
          break
        }
      }
      reversed[length] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
      length += 1
    }
    while length > 0 {
      length -= 1
      text.append(reversed[length])
    }
  }

  private func appendWithC(
    _ format: String, _ value: Double, _ digits: Int, to text: inout [UInt8]
  ) {
    // The largest double has 309 digits before its point.
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 320 + digits) { buffer in
      let length = withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, format, $0) }
      for index in 0..<min(Int(length), buffer.count - 1) {
        text.append(UInt8(bitPattern: buffer[index]))
      }
    }
  }
}
