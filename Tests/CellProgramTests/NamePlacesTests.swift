import Testing

@testable import CellProgram

@Suite struct NamePlacesTests {
  private func names(_ code: String) -> [String] {
    let bytes = Array(code.utf8)
    return NamePlaces.all(in: code).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test func `names and operators are found, labels, keywords and literals aren't`() {
    #expect(names("let ä = x.sum(dim: 1) + y  // z") == ["ä", "x", "sum", "+", "y"])
    #expect(names("func f(of x: Int) -> Int { x }") == ["f", "x", "Int", "Int", "x"])
    #expect(names("xs.map { $0 * `in` }") == ["xs", "map", "$0", "*", "`in`"])
    #expect(names("print(\"a \\(b) c\")") == ["print", "b"])
  }

  @Test func `an operator is told from a name`() {
    let code = "-a + `b`"
    #expect(
      NamePlaces.all(in: code).map { NamePlaces.isOperator(code, at: $0) } == [
        true, false, true, false,
      ])
  }
}
