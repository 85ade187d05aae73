import Testing

@testable import BookRendering
@testable import SourceModel

@Suite struct PythonHighlighterTests {
  /// The coloured pieces as `class:text`.
  private func pieces(_ code: String) -> [String] {
    PythonHighlighter.html(code)
      .matches(of: /<span class="(\w+)">(.*?)<\/span>/.dotMatchesNewlines())
      .map { "\($0.1):\(unescaped(String($0.2)))" }
  }

  private func unescaped(_ html: String) -> String {
    html.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  @Test func `tokens are told apart`() {
    #expect(
      pieces("for x in [1, 2.5e-3, 0xFF]:  # each\n    print(f'{x:.2f}', end=\"\")\n") == [
        "keyword:for", "keyword:in", "number:1", "number:2.5e-3", "number:0xFF", "comment:# each",
        "string:f'{x:.2f}'", "label:end", "string:\"\"",
      ])
    #expect(
      pieces("@no_grad\ndef f(a=None): return a @ b") == [
        "attribute:@no_grad", "keyword:def", "label:a", "keyword:None", "keyword:return",
      ])
  }

  @Test func `strings end where Python ends them`() {
    #expect(
      pieces(#"'a\'b' + r"\n" 1"#) == [#"string:'a\'b'"#, "string:r\"\\n\"", "number:1"])
    #expect(
      pieces("\"\"\"one\n\"two\"\n\"\"\" 1") == [
        "string:\"\"\"one\n\"two\"\n\"\"\"", "number:1",
      ])
    #expect(pieces("'open\n1") == ["string:'open", "number:1"])
    #expect(pieces("'''open\n1\\") == ["string:'''open\n1\\"])
  }

  @Test func `names aren't coloured, nor numbers and keywords within them`() {
    #expect(pieces("x1 = informed.in_ + größe == 3") == ["number:3"])
    #expect(pieces("f(a == 1)") == ["number:1"])
  }

  @Test(arguments: ["", "'", "\\", "\"\"\"", "f'", "0x", "1e-", "@", "é'\u{0}", "a<b>&c"])
  func `every byte of the code is there, control characters in sight`(code: String) {
    let text = unescaped(PythonHighlighter.html(code).replacing(/<.*?>/, with: ""))
    #expect(text == code.visible)
  }
}
