import Testing

@testable import CellExecution

@Suite struct TrapMessageTests {
  private static let trap = "before\nChapter/c.md:7: Fatal error: Index out of range\n"

  @Test(arguments: [
    "", "\n*** Signal 4: Backtracing from 0x1… done ***\n",
    "swift-runtime: failed to suspend thread 13776 while processing a crash\n",
    "swift-runtime: one\nswift-runtime: two\n\n*** Signal 4: Backtracing from 0x1",
  ])
  func `what the runtime says of its backtrace isn't the message`(notes: String) {
    let words = TrapMessage(Self.trap + notes, in: "Chapters/c.md")
    #expect(words.before == "before\n")
    #expect(words.message == "Index out of range")
    #expect(words.line == 7)
  }

  @Test func `an assertion and a cast that fail say so`() {
    let assertion = TrapMessage("1\nChapter/c.md:9: Assertion failed: is empty\n", in: "c.md")
    #expect(assertion.before == "1\n")
    #expect(assertion.message == "Assertion failed: is empty")
    #expect(assertion.line == 9)
    let cast = TrapMessage(
      "1, Could not cast value of type 'A' (0x7fbb) to 'B' (0x12).\n", in: "c.md")
    #expect(cast.before == "1, ")
    #expect(cast.message == "Could not cast value of type 'A' to 'B'.")
  }

  @Test func `what a cell prints about the runtime stays`() {
    let words = TrapMessage("swift-runtime: mine\nmore\n", in: "c.md")
    #expect(words.before == "swift-runtime: mine\nmore\n")
    #expect(words.message == nil)
  }
}
