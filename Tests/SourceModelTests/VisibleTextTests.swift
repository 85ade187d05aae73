import Testing

@testable import SourceModel

@Suite struct VisibleTextTests {
  @Test func `every character that is obeyed is written out, and no other is touched`() throws {
    let obeyed: [UInt32] =
      Array(0...8) + Array(0x0B...0x1F) + Array(0x7F...0x9F) + [0x061C, 0x200E, 0x200F]
      + Array(0x2028...0x202E) + Array(0x2066...0x2069)
    for value in obeyed {
      let scalar = try #require(Unicode.Scalar(value))
      let text = "a\(Character(scalar))b"
      #expect(text.visible == "a\\u{\(String(value, radix: 16, uppercase: true))}b")
    }
    let fine =
      "tab\t, line\nend, é, ²…–“”’, 文字, ‍👩‍👩‍👧, ␛, \u{A0}\u{200B}\u{200D}\u{2027}\u{202F}\u{2065}\u{206A}\u{D8}"
    #expect(fine.visible == fine)
    #expect("one\r\ntwo\rthree\r\n".visible == "one\ntwo\\u{D}three\n")
  }
}
