import Testing

@testable import SourceModel

@Suite struct ByteSearchTests {
  @Test(
    "a word is found where its bytes stand first",
    arguments: [
      ("", "a", nil), ("a", "", nil), ("", "", nil), ("ab", "abc", nil), ("abc", "abc", 0),
      ("xabcabc", "abc", 1), ("aaab", "aab", 1), ("aa", "b", nil), ("ab\u{0}c", "\u{0}c", 2),
      ("größer", "ß", 4), ("abab", "bab", 1), ("aXaXb", "aXb", 2),
    ] as [(String, String, Int?)])
  func places(text: String, word: String, place: Int?) {
    let bytes = Array(text.utf8)
    #expect(bytes.firstRange(ofBytes: word.utf8)?.lowerBound == place)
    #expect(text.containsBytes(of: word) == (place != nil))
    // In a part of it, places are those of the whole.
    let padded = [0x61] + bytes + [0x61]
    let part = padded[1..<(padded.count - 1)]
    #expect(part.firstRange(ofBytes: word.utf8)?.lowerBound == place.map { $0 + 1 })
    #expect(part.firstRange(ofBytes: word.utf8)?.count == place.map { _ in word.utf8.count })
  }

  @Test func `what lies behind a part isn't found`() {
    let bytes = Array("abcabc".utf8)
    #expect(bytes[0..<4].firstRange(ofBytes: "cabc".utf8) == nil)
    #expect(bytes[1..<5].firstRange(ofBytes: "ca".utf8) == 2..<4)
  }
}
