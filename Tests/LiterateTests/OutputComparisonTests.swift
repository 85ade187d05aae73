import Testing

@testable import Literate

@Suite struct OutputComparisonTests {
  @Test(arguments: [
    ("0.3432", "0.3433"), ("tensor([0.1000, 0.2000])", "tensor([0.1001, 0.1999])"),
    ("[-0.0000, 1.0]", "[ 0.0000, 1.0]"), ("1.0000e-05", "9.9999e-06"), ("1.5e+10", "1.6e+10"),
    ("loss: 0.69.", "loss: 0.70."), ("x", "x"), ("0.10000000149011612", "0.10000000149011611"),
  ]) func `one unit in the last digit is equal`(_ recorded: String, _ fresh: String) {
    #expect(OutputComparison().areEqual(recorded, fresh))
  }

  @Test(arguments: [
    ("0.3432", "0.3434"), ("[3, 20]", "[3, 21]"), ("3.", "4."), ("12", "13"), ("0.5", "0.50"),
    ("0.5", " 0.5"), ("a 0.5", "b 0.5"), ("0.5\n", "0.5\n\n"), ("version 1.2.3", "version 1.2.4"),
    ("v1.2", "v1.3"), ("0.5 nan", "0.5 inf"), ("", "0.5"), ("1.0 2.0", "1.0 2.0 3.0"),
    ("\u{E9}", "e\u{301}"), ("9.9999", "10.0000"),
  ]) func `everything else has to be the same`(_ recorded: String, _ fresh: String) {
    #expect(!OutputComparison().areEqual(recorded, fresh))
  }

  @Test func `a tolerance is absolute below one and relative above`() {
    let comparison = OutputComparison(tolerance: 0.01)
    #expect(comparison.areEqual("0.500", "0.509"))
    #expect(!comparison.areEqual("0.500", "0.520"))
    #expect(comparison.areEqual("500.0", "504.0"))
    #expect(!comparison.areEqual("500.0", "506.0"))
    #expect(!comparison.areEqual("5", "6"))
  }

  @Test func `text that varies may differ only where it matches on both sides`() throws {
    let varies = [try VaryingText("[0-9]+ ms"), try VaryingText("0x[0-9a-f]+")]
    let comparison = OutputComparison(varies: varies)
    #expect(comparison.areEqual("took 3 ms at 0xff", "took 1000 ms at 0x0"))
    #expect(!comparison.areEqual("took 3 ms", "took ages"))
    #expect(!comparison.areEqual("took ages", "took 3 ms"))
    #expect(!comparison.areEqual("3 ms, 4 ms", "3 ms"))
    #expect(!comparison.areEqual("3 ms 0xf", "0xf 3 ms"))
    #expect(!comparison.areEqual("took 3 ms for 1 row", "took 4 ms for 2 rows"))
  }

  @Test(arguments: ["(", "[a-", "x*"]) func `what is no pattern, or matches nothing, is refused`(
    _ pattern: String
  ) {
    #expect(throws: (any Error).self) { try VaryingText(pattern) }
  }

  @Test func `numbers of a drawing may stand beside letters`() {
    let comparison = OutputComparison().forDrawing
    #expect(comparison.areEqual("M1.25,2.50L10.00 3.00", "M1.26,2.49L9.99 3.00"))
    #expect(!comparison.areEqual("M1.25,2.50", "M1.27,2.50"))
    #expect(!comparison.areEqual("M1.25 L2.50", "L1.25 L2.50"))
    #expect(!OutputComparison().areEqual("M1.25", "M1.26"))
  }
}
