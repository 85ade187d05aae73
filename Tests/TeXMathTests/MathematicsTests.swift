import Foundation
import Testing

@testable import TeXMath

@Suite struct MathematicsTests {
  /// The MathML of a formula's own parts, without what goes around every formula.
  private func parts(_ tex: String) throws -> String {
    let html = try TeXParser.mathML(tex, isDisplay: false)
    let start = try #require(html.firstRange(of: "<semantics>")).upperBound
    let end = try #require(html.firstRange(of: "<annotation")).lowerBound
    return String(html[start..<end])
  }

  private func mistake(_ tex: String) -> TeXError? {
    do {
      _ = try TeXParser.mathML(tex, isDisplay: false)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a formula keeps its source, within a line and on its own`() throws {
    #expect(
      try TeXParser.mathML("x<1", isDisplay: false) == """
        <math><semantics><mrow><mi>x</mi><mo>&lt;</mo><mn>1</mn></mrow>\
        <annotation encoding="application/x-tex">x&lt;1</annotation></semantics></math>
        """)
    #expect(
      try TeXParser.mathML("\nx\n", isDisplay: true) == """
        <span class="formula"><math display="block"><semantics><mi>x</mi>\
        <annotation encoding="application/x-tex">x</annotation></semantics></math></span>
        """)
  }

  @Test func `scripts stand at their nucleus, one sign each`() throws {
    #expect(try parts("x_i^2") == "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>")
    #expect(try parts("x^2_i") == "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>")
    #expect(
      try parts("2^10") == "<mrow><msup><mn>2</mn><mn>1</mn></msup><mn>0</mn></mrow>")
    #expect(
      try parts("W_{ij}") == "<msub><mi>W</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub>")
    #expect(try parts("f''") == "<msup><mi>f</mi><mo>′′</mo></msup>")
    #expect(
      try parts("f'^2") == "<msup><mi>f</mi><mrow><mo>′</mo><mn>2</mn></mrow></msup>")
    #expect(try parts("^2") == "<msup><mrow></mrow><mn>2</mn></msup>")
  }

  @Test func `numbers are whole, letters are one by one`() throws {
    #expect(try parts("3.14") == "<mn>3.14</mn>")
    #expect(
      try parts("2ab") == "<mrow><mn>2</mn><mi>a</mi><mi>b</mi></mrow>")
    #expect(try parts("1.") == "<mrow><mn>1</mn><mi mathvariant=\"normal\">.</mi></mrow>")
  }

  @Test func `a minus is a sign where nothing stands before it`() throws {
    let sign = "<mo form=\"prefix\">−</mo>"
    #expect(try parts("a-b") == "<mrow><mi>a</mi><mo>−</mo><mi>b</mi></mrow>")
    #expect(try parts("a=-b") == "<mrow><mi>a</mi><mo>=</mo>\(sign)<mi>b</mi></mrow>")
    #expect(try parts("x^{-1}").contains(sign))
    #expect(try parts("(-1)").contains(sign))
  }

  @Test func `sums carry their limits below and above, integrals beside`() throws {
    #expect(
      try parts("\\sum_{i}^n") == "<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>")
    #expect(try parts("\\int_0^1") == "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>")
    #expect(
      try parts("\\max_j") == """
        <munder><mo movablelimits="true" form="prefix" lspace="0" rspace="0">max</mo>\
        <mi>j</mi></munder>
        """)
    #expect(try parts("\\operatorname*{arg\\,max}_x").hasPrefix("<munder>"))
    #expect(try parts("\\operatorname{softmax}") == "<mi>softmax</mi>")
  }

  @Test func `a function's name keeps a distance from letters, not from brackets`() throws {
    let space = "<mspace width=\"0.1667em\"></mspace>"
    #expect(
      try parts("a\\log x") == "<mrow><mi>a</mi>\(space)<mi>log</mi>\(space)<mi>x</mi></mrow>")
    #expect(!(try parts("\\log(x)")).contains("mspace"))
  }

  @Test func `fractions, roots, accents, braces`() throws {
    #expect(try parts("\\frac{1}{n}") == "<mfrac><mn>1</mn><mi>n</mi></mfrac>")
    #expect(try parts("\\frac12") == "<mfrac><mn>1</mn><mn>2</mn></mfrac>")
    #expect(try parts("\\sqrt{2}") == "<msqrt><mn>2</mn></msqrt>")
    #expect(try parts("\\sqrt[3]{x}") == "<mroot><mi>x</mi><mn>3</mn></mroot>")
    #expect(
      try parts("\\hat y") == """
        <mover accent="true"><mi>y</mi><mo stretchy="false">^</mo></mover>
        """)
    #expect(
      try parts("\\underbrace{x}_{n}") == """
        <munder><munder accentunder="true"><mi>x</mi><mo stretchy="true">⏟</mo></munder>\
        <mi>n</mi></munder>
        """)
    #expect(try parts("\\binom nk").contains("<mfrac linethickness=\"0\">"))
  }

  @Test func `alphabets, with the letters that Unicode had before`() throws {
    #expect(try parts("\\mathbb{R}") == "<mi>ℝ</mi>")
    #expect(try parts("\\mathbf x") == "<mi>𝐱</mi>")
    #expect(try parts("\\boldsymbol{\\theta}") == "<mi>𝜽</mi>")
    #expect(try parts("\\mathcal{L}") == "<mi>ℒ</mi>")
    #expect(try parts("\\mathcal{N}") == "<mi>𝒩</mi>")
    #expect(try parts("\\mathrm{d}") == "<mi mathvariant=\"normal\">d</mi>")
    #expect(try parts("\\mathrm{ReLU}") == "<mi>ReLU</mi>")
    #expect(try parts("\\mathbb{1}") == "<mn>𝟙</mn>")
    #expect(try parts("\\Gamma") == "<mi mathvariant=\"normal\">Γ</mi>")
    for alphabet in TeXAlphabet.allCases where alphabet != .upright {
      for letter in "AMZamz" { #expect(alphabet.letter(letter) != letter, "\(alphabet)") }
      #expect(alphabet.letter("+") == "+")
    }
  }

  @Test func `words are words, with their spaces`() throws {
    #expect(try parts("\\text{if }x").hasPrefix("<mrow><mtext>if\u{A0}</mtext>"))
    #expect(try parts("\\text{<a>}") == "<mtext>&lt;a&gt;</mtext>")
  }

  @Test func `brackets grow where they are told to`() throws {
    #expect(
      try parts("\\left(\\frac12\\right]") == """
        <mrow><mo stretchy="true" form="prefix">(</mo><mfrac><mn>1</mn><mn>2</mn></mfrac>\
        <mo stretchy="true" form="postfix">]</mo></mrow>
        """)
    #expect(try parts("\\left.x\\right|").hasPrefix("<mrow><mi>x</mi><mo stretchy=\"true\""))
    #expect(try parts("(").contains("stretchy=\"false\""))
    #expect(try parts("\\bigl(").contains("minsize=\"1.2em\""))
    #expect(try parts("\\{").contains("form=\"prefix\">{"))
    #expect(try parts("\\|x\\|").contains("‖"))
  }

  @Test func `matrices, cases, lines of equations`() throws {
    #expect(
      try parts("\\begin{bmatrix}1&2\\\\3&4\\\\\\end{bmatrix}") == """
        <mrow><mo stretchy="true" form="prefix">[</mo><mtable>\
        <mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr>\
        <mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr>\
        </mtable><mo stretchy="true" form="postfix">]</mo></mrow>
        """)
    let cases = try parts("\\begin{cases}x & x>0 \\\\ 0\\end{cases}")
    #expect(cases.contains("<mtd class=\"left\"><mi>x</mi></mtd>"))
    #expect(!cases.contains("postfix"))
    let aligned = try parts("\\begin{aligned} a &= b \\\\ &= c \\end{aligned}")
    #expect(aligned.contains("<mtable displaystyle=\"true\" class=\"sides\">"))
    #expect(
      aligned.contains("<mtd class=\"right\"><mi>a</mi></mtd><mtd class=\"left\"><mrow><mo>="))
    #expect(try parts("\\begin{array}{lr}a&b\\end{array}").contains("<mtd class=\"right\">"))
  }

  @Test func `a relation can be struck out`() throws {
    #expect(try parts("\\not=") == "<mo>≠</mo>")
    #expect(try parts("\\not\\in") == "<mo>∉</mo>")
  }

  @Test(arguments: [
    ("x + \\alpa", 4, "'\\alpa' is not a command that formulas know (did you mean '\\alpha'?)"),
    ("\\frac{a", 7, "there should be '}' before the formula's end"),
    ("a}", 1, "there should be an opening sign before '}'"),
    ("x^", 2, "there should be an argument, as in '{x}', before the formula's end"),
    ("x_a_b", 3, "a second lower script; braces say what each belongs to, as in '{x_a}_b'"),
    ("\\left(x", 0, "this '\\left' has no '\\right'; '\\right.' is an unseen one"),
    ("\\left x", 6, "there should be a delimiter, such as '(' or '\\{' or '.', before 'x'"),
    ("é\\begin{matrix}", 2, "this '\\begin{matrix}' has no '\\end{matrix}'"),
    (
      "\\begin{array}{x}", 0,
      "an array's columns should follow, each l, c or r, as in '\\begin{array}{lcr}'"
    ),
    ("50%", 2, "write '\\%' for this sign"),
    ("\\not x", 5, "'\\not' should stand before a relation, as in '\\not=' or '\\not\\in'"),
    ("\\text x", 0, "words should follow in braces, as in '\\text{if}'"),
    ("\\sqrt[3", 7, "there should be ']' before the formula's end"),
    ("a & b", 2, "there should be an opening sign before '&'"),
  ])
  func `what can't be read is said, with its place`(tex: String, offset: Int, message: String) {
    #expect(mistake(tex) == TeXError(message: message, offset: offset))
  }

  @Test func `an unknown environment is told the known ones`() throws {
    let message = try #require(mistake("\\begin{matrxi}x\\end{matrxi}")).message
    #expect(
      message.hasPrefix(
        "'matrxi' is not an environment that formulas know (did you mean 'matrix'?)"))
    #expect(message.contains("cases, gathered"))
  }

  @Test(arguments: [
    "{", "x^{", "\\frac", "\\sqrt[", "\\left(", "\\begin{matrix}", "\\hat", "\\mathbf",
    "\\displaystyle ",
  ]) func `parts within parts are an error from a depth on`(_ opening: String) {
    let mistake = mistake(String(repeating: opening, count: 20_000))
    #expect(mistake?.message.hasPrefix("more than 100 parts stand within one another") == true)
  }

  /// Whatever stands between the dollar signs: well-formed, or an error within the text.
  @Test func `no formula brings the reader down`() {
    var random = SystemRandomNumberGenerator()
    let pieces =
      TeXCommands.all.map { "\\\($0)" } + [
        "x", "1", "{", "}", "^", "_", "'", "&", "\\\\", "[", "]", "(", ".", " ", "\\", "é",
        "\\begin{cases}",
        "\\end{cases}", "<", "-",
      ]
    for _ in 0..<3000 {
      let count = Int.random(in: 1...12, using: &random)
      let tex = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined(
        separator: " ")
      do throws(TeXError) {
        let html = try TeXParser.mathML(tex, isDisplay: true)
        let isWellFormed = (try? XMLCheck(html)) != nil
        #expect(isWellFormed, "\(tex)")
      } catch {
        #expect((0...tex.utf8.count).contains(error.offset), "\(tex)")
      }
    }
  }

  /// Whether elements nest; throws where they don't.
  private struct XMLCheck {
    init(_ html: String) throws {
      var open: [Substring] = []
      for tag in html.matches(of: /<(\/?)([a-z]+)[^<>]*>/) {
        if tag.output.1.isEmpty {
          open.append(tag.output.2)
        } else if open.popLast() != tag.output.2 {
          throw Wrong()
        }
      }
      guard open.isEmpty, !html.replacing(/<[^<>]*>/, with: "").contains("<") else { throw Wrong() }
    }
    struct Wrong: Error {}
  }
}
