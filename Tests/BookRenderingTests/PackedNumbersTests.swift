import Foundation
import Testing

@testable import BookRendering

/// Numbers in a page: in as few bytes as hold them exactly.
@Suite struct PackedNumbersTests {
  private func packed(_ numbers: [Double], isSingle: Bool = true) -> String {
    let packed = PackedNumbers(numbers, isSingle: isSingle)
    let bytes = Data(base64Encoded: packed.numbers).map(Array.init) ?? []
    return "\(packed.form.rawValue) \(bytes)"
  }

  @Test func `whole numbers take a byte`() {
    #expect(packed([0, 127, -128, -1]) == "int8 [0, 127, 128, 255]")
    #expect(packed([-0.0]) == "int8 [0]")
    #expect(packed([]) == "int8 []")
  }

  @Test func `brightness takes a byte`() {
    let singles = (0...255).map { Double(Float(Double($0) / 255)) }
    let bytes: [UInt8] = Array(0...255)
    #expect(packed(singles) == "byte \(bytes)")
    #expect(packed((0...255).map { Double($0) / 255 }, isSingle: false) == "byte \(bytes)")
    // A Float in another precision is another number.
    #expect(packed(singles, isSingle: false).hasPrefix("float32"))
  }

  @Test func `what half the bits hold takes two bytes`() {
    #expect(packed([0.5, -2, 0x1p-24, 65504]) == "float16 [0, 56, 0, 192, 1, 0, 255, 123]")
    #expect(packed([-0.0, 0.5]) == "float16 [0, 128, 0, 56]")
    for number in [65520, 0x1p-25, 1 + 0x1p-11] {
      #expect(packed([number]).hasPrefix("float32"))
    }
  }

  @Test func `other numbers keep their bits`() {
    #expect(packed([Double(Float(0.1))]) == "float32 [205, 204, 204, 61]")
    #expect(packed([0.1], isSingle: false).hasPrefix("float64"))
  }
}
