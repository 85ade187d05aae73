import Testing

@testable import CellExecution

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
    #expect(output.texts == ["one\u{1E}two\n", "\u{1E}wx\u{1E}", "end"])
    #expect(output.reachedEnd)
  }

  @Test func `a stream that breaks off keeps what was printed`() {
    var output = MarkedOutput(word: "w")
    output.append(Array("\u{1E}w cell 0\nhalf a \u{1E}w ce".utf8))
    output.finish()
    #expect(output.texts == ["half a \u{1E}w ce"])
    #expect(!output.reachedEnd)
  }

  @Test func `shown values and hints come in their places`() {
    var output = MarkedOutput(word: "w")
    let lines = ["cell 0\na", "display 7 svg\nb\n", "hint 4 x Tensor [2, 3]\n", "type 5 n Int\n"]
    output.append(Array(lines.map { "\u{1E}w " + $0 }.joined().utf8))
    output.finish()
    let cell = output.cells.first
    #expect(
      cell?.pieces == [
        .printed(Array("a".utf8)), .shown(7, kind: "svg"), .printed(Array("b\n".utf8)),
      ])
    #expect(
      cell?.hints == [
        Hint(line: 4, name: "x", text: "Tensor [2, 3]", isOfValue: true),
        Hint(line: 5, name: "n", text: "Int", isOfValue: false),
      ])
  }

  @Test func `where statements are told, what each prints is kept apart`() {
    var output = MarkedOutput(word: "w")
    let lines = ["cell 0\n", "statement 2\na", "statement 3\nb\n", "value\n7\n"]
    output.append(Array(lines.map { "\u{1E}w " + $0 }.joined().utf8))
    output.finish()
    let cell = output.cells.first
    #expect(cell?.pieces == [.printed(Array("ab\n7\n".utf8))])
    #expect(
      cell?.statements == [
        .init(line: 2, printed: Array("a".utf8)), .init(line: 3, printed: Array("b\n".utf8)),
        .init(line: 3, isValue: true, printed: Array("7\n".utf8)),
      ])
  }
}

extension MarkedOutput {
  /// What each cell printed.
  fileprivate var texts: [String] {
    cells.map { cell in
      cell.pieces.map {
        if case .printed(let bytes) = $0 { String(decoding: bytes, as: UTF8.self) } else { "" }
      }.joined()
    }
  }
}
