import Foundation
import Testing

@testable import CellExecution
@testable import ChapterModel

/// What comes of a chapter where the readers of its page choose other values.
@Suite struct ControlTests {
  private func run(_ text: String, name: String, states: Int? = nil) async throws -> ChapterResult {
    let package = try await FixturePackage.shared.value
    let front = states.map { "---\nstates: \($0)\n---\n" } ?? ""
    var executor = package.executor
    executor.makesStates = true
    return try await executor.run(package.chapter(Array((front + text).utf8), name: name))
  }

  private func cells(_ codes: String...) -> String {
    codes.map { "```swift\n\($0)\n```\n" }.joined()
  }

  /// The texts of a state's cells, over those of the program.
  private func texts(_ result: ChapterResult, _ choices: [Int]) -> [String] {
    let state = result.states.first { $0.choices == choices }
    let all = result.cells.merging(state?.cells ?? [:]) { $1 }
    return all.sorted { $0.key < $1.key }.map(\.value.output.text)
  }

  @Test func `each choice runs what is below it, and nothing that is above`() async throws {
    let result = try await run(
      cells(
        "print(\"above\")",
        """
        print("before")
        let rate = control("rate", [0.1, 1], at: 1)
        print("rate", rate)
        """,
        "let count = control(\"count\", 1...3, at: 2)\ncount * 10",
        "display(.markdown(\"**\\(rate) \\(count)**\"))"
      ) + "The rate is `swift: rate`.\n", name: "controls")
    #expect(result.failures.isEmpty, "\(result.failures)")
    #expect(result.controls.map(\.label) == ["rate", "count"])
    #expect(result.controls.map(\.choices) == [["0.1", "1.0"], ["1", "2", "3"]])
    #expect(result.cells[1]?.output.text == "before\nrate 1.0\n")
    #expect(result.cells[2]?.output.text == "20\n")
    let choices = result.states.map(\.choices).sorted { $0.lexicographicallyPrecedes($1) }
    #expect(choices == [[0, 0], [0, 1], [0, 2], [1, 0], [1, 2]])
    let both = result.states.first { $0.choices == [0, 2] }
    #expect(both?.cells.keys.sorted() == [1, 2, 3, 4])
    #expect(texts(result, [0, 2])[1] == "before\nrate 0.1\n")
    #expect(texts(result, [0, 2])[2] == "30\n")
    #expect(both?.cells[3]?.output.parts == [.markdown("**0.1 3**\n")])
    #expect(both?.cells[4]?.output.inlineText == "0.1")
    // What doesn't differ isn't kept.
    let count = result.states.first { $0.choices == [1, 0] }
    #expect(count?.cells.keys.sorted() == [2, 3])
    #expect(texts(result, [1, 0])[2] == "10\n")
  }

  @Test func `for a check the program gets its value, and no state is made`() async throws {
    let package = try await FixturePackage.shared.value
    let text = cells("let isOn = control(\"on\", at: true)\nprint(isOn)")
    let chapter = try package.chapter(Array(text.utf8), name: "control-for-check")
    let result = try await package.executor.run(chapter)
    #expect(result.cells[0]?.output.text == "true\n")
    #expect(result.controls.map(\.form) == [.toggle])
    #expect(result.states.isEmpty)
    // Its results are no page's.
    var executor = package.executor
    executor.makesStates = true
    #expect(try await executor.run(chapter).states.count == 1)
    let again = try await executor.run(chapter)
    #expect(again.isCached && again.states.map(\.choices) == [[0]])
  }

  @Test func `a state that prints without end is stopped as an ordinary cell is`() async throws {
    let result = try await run(
      cells("let n = control(\"n\", [1, 2], at: 1)", "while n == 2 { print(n) }"),
      name: "control-prints")
    let failure = try #require(result.failures.first)
    #expect(failure.description.contains("the cell printed more than"), "\(failure)")
    #expect(failure.description.hasSuffix("with 'n' at 2, which a reader of its page may choose."))
    #expect(failure.cell.index == 1)
  }

  @Test func `what a state writes for the while is its own`() async throws {
    let result = try await run(
      cells(
        "let n = control(\"n\", 1...3, at: 2)",
        """
        import Foundation
        let file = FileManager.default.temporaryDirectory.appending(path: "state-of-a-control")
        print(FileManager.default.fileExists(atPath: file.path))
        try Data([UInt8(n)]).write(to: file)
        print(try Data(contentsOf: file).first!)
        if n == 2 { try FileManager.default.removeItem(at: file) }
        """), name: "control-files")
    #expect(result.failures.isEmpty, "\(result.failures)")
    #expect(result.cells[1]?.output.text == "false\n2\n")
    #expect(texts(result, [0])[1] == "false\n1\n" && texts(result, [2])[1] == "false\n3\n")
  }

  @Test(arguments: [
    (
      "let n = control(\"n\", [1, 0], at: 1)\nprint(10 / n)",
      ":6:1: error: the cell trapped: Division by zero\nThat is with 'n' at 0"
    ),
    (
      "let n = control(\"n\", 1...9, at: 1)\nlet m = control(\"m\", 1...2, at: 1)",
      ":4:1: error: the chapter's controls have 18 states (9 × 2), and 8 are allowed"
    ),
    (
      "if control(\"a\", at: false) { _ = control(\"b\", at: true) }",
      ": error: the control 'b' isn't asked for with every choice of the controls above it"
    ),
    (
      """
      import Foundation
      Thread.detachNewThread { while true { sleep(1) } }
      let n = control("n", at: true)
      """, ": error: threads run where the control 'n' is asked for"
    ),
    (
      "for _ in 1...2 { _ = control(\"n\", at: true) }",
      "there are two controls 'n'; each has a label of its own"
    ),
    (
      "let n = control(\"n\", [1, 2], at: 3)",
      "the control 'n' is at 3, which isn't one of its 2 values"
    ),
    ("let n = control(\"n\", [1, 1], at: 1)", "the control 'n' has 1 twice"),
    ("let n = control(\"n\", 1...3, step: 0, at: 1)", "the control 'n' has steps of 0"),
    ("let n = control(\"n\", 0...1, step: 0.5, at: 0.3)", "isn't a step of 0.0...1.0"),
    ("let n = control(\"n\", 0...Int.max, at: 1)", "the control 'n' has more than 10000 values"),
  ]) func `what can't be chosen is an error in words`(_ code: String, _ words: String) async throws
  {
    let result = try await run(
      cells(code), name: "control-error-\(words.utf8.count)", states: 8)
    let failure = try #require(result.failures.first)
    #expect(failure.description.contains(words), "\(failure)")
  }

  @Test func `a control in a line of prose is an error in words`() async throws {
    let result = try await run(
      cells("let n = 1") + "\n`swift: control(\"n\", at: true)`\n", name: "control-in-prose")
    let failure = try #require(result.failures.first)
    #expect(failure.description.contains("the control 'n' is asked for by a value in a line"))
  }

  @Test func `frames keep their labels, whatever they show`() async throws {
    let result = try await run(
      cells(
        "Frames(\"n\", 1...2) { n in n * 10 }",
        "display(Frames(\"n\", [\"a\"]) { _ in Representation.markdown(\"*b*\") })\nprint(1)"),
      name: "frames")
    #expect(result.failures.isEmpty, "\(result.failures)")
    func label(_ text: String) -> CellOutput.Part { .frame(.init(title: "n", label: text)) }
    #expect(
      result.cells[0]?.output.parts == [
        label("1"), .text("10\n"), label("2"), .text("20\n"), .frame(nil),
      ])
    #expect(
      result.cells[1]?.output.parts == [
        label("a"), .markdown("*b*\n"), .frame(nil), .text("1\n"),
      ])
  }

  @Test func `a slider's fractions are those that its author would write`() async throws {
    let result = try await run(
      cells("print(control(\"x\", 0...1, step: 0.1, at: 0.3))"), name: "control-fractions")
    #expect(result.failures.isEmpty, "\(result.failures)")
    #expect(result.cells[0]?.output.text == "0.3\n")
    #expect(result.states.count == 10)
  }
}
