import Testing

@testable import CellProgram

@Suite struct PrintedCommentsTests {
  private func promised(_ code: String) -> [[String]] {
    PrintedComments(in: code).promises.map(\.text)
  }

  @Test(arguments: [
    #"print(1) // Prints "1""#, #"print(1) // prints "1"."#, #"print(1) // Prints: "1""#,
    "print(1)\n// Prints 1", "print(1)\n// Prints:\n// 1", "print(1) /* Prints \"1\" */",
    "f { print(1) } // Prints \"1\"",
  ])
  func `forms of one line`(_ code: String) { #expect(promised(code) == [["1"]]) }

  @Test func `several in a row, each after its statement`() {
    let code = "print(1)\n// Prints \"1\"\nprint(2)\n// Prints \"2\"\n// Prints \"3\".\n"
    #expect(promised(code) == [["1"], ["2"], ["3"]])
    #expect(PrintedComments(in: code).promises.map(\.line) == [2, 4, 5])
  }

  @Test func `several lines`() {
    #expect(promised("// Prints:\n//   a\n//     b\n\n// c") == [["a", "  b"]])
    #expect(promised("// Prints \"one\n// two\"\n") == [["one", "two"]])
    #expect(promised("/*\n Prints:\n a\n b\n*/").first?.prefix(2) == ["a", "b"])
  }

  @Test func `a quote ends where prose about it begins`() {
    #expect(promised(#"// Prints "hello", because it is "hello"."#) == [["hello"]])
    #expect(promised(#"// Prints "["a", "b", c]""#) == [[#"["a", "b", c]"#]])
  }

  @Test(arguments: [
    "// Prints all statements", #"// Prints "a" then "b""#, #"let s = "// Prints 1""#,
    "// Prints 1000, the default", "// Sprints 1", "// => 1", "// Prints:", "// Printsome",
  ])
  func `prose, strings and other marks promise nothing`(_ code: String) {
    #expect(promised(code) == [])
  }
}
