import Testing

@testable import Literate

@Suite struct MarkedOutputTests {
  private static let stream = Array(
    "lost\u{1E}w cell 0\none\u{1E}two\n\u{1E}w cell 1\n\u{1E}wx\u{1E}\u{1E}w cell 2\nend\u{1E}w end\n"
      .utf8)

  @Test(arguments: 1...20) func `marks are found however the stream is cut`(_ size: Int) {
    var output = MarkedOutput(word: "w")
    var rest = Self.stream[...]
    while !rest.isEmpty {
      output.append(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    output.finish()
    let texts = output.outputs.map { String(decoding: $0, as: UTF8.self) }
    #expect(texts == ["one\u{1E}two\n", "\u{1E}wx\u{1E}", "end"])
    #expect(output.reachedEnd)
  }

  @Test func `a stream that breaks off keeps what was printed`() {
    var output = MarkedOutput(word: "w")
    output.append(Array("\u{1E}w cell 0\nhalf a \u{1E}w ce".utf8))
    output.finish()
    #expect(output.outputs.map { String(decoding: $0, as: UTF8.self) } == ["half a \u{1E}w ce"])
    #expect(!output.reachedEnd)
  }
}
