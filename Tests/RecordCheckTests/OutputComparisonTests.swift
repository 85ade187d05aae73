import PNGImage
import Testing

@testable import ChapterModel
@testable import RecordCheck

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

  @Test(arguments: [
    ("0.3", "0.30000000000000004"), ("0.30000000000000004", "0.3"),
    ("[0.3, 1.0]", "[0.2999, 1.0004]"),
    ("1e-05", "1.00001e-05"), ("0.00001", "1e-05"), ("tensor([1., 2.])", "tensor([1.0004, 2.])"),
    ("loss 3", "loss 3.0001"), ("-0.0", "0.0001"), ("[ 0.3, -1.0]", "[0.3004, -1.0]"),
    ("1000.0", "1000.9"), ("x: 0.3.", "x: 0.3001."), ("9.9999", "10.0"),
    ("1.0e+10", "10000000001.5"),
    ("(0.1 ± 0.2)%", "(0.1000001 ± 0.19999999)%"), ("nan 0.5", "nan 0.50"),
  ]) func `with a tolerance, numbers may have more digits or fewer`(
    _ recorded: String, _ fresh: String
  ) {
    #expect(OutputComparison(tolerance: 1e-3).areEqual(recorded, fresh))
  }

  @Test(arguments: [
    ("0.3", "0.31"), ("0.3", "0.302"), ("3", "4"), ("3", "3.9"), ("[3, 20]", "[3, 21]"),
    ("0.3", "x"),
    ("1.2.3", "1.2.4"), ("v1.2", "v1.3"), ("0.3 0.3", "0.3"), ("3", " 3"), ("a 0.3", "b 0.3"),
    ("2024-01-02", "2024-01-03"), ("0x10", "0x11"), ("0.30, 0.40", "0.40, 0.30"), ("1e5", "1e6"),
    ("3 apples", "3 pears"), ("inf", "1e300"), ("3.", "3.5"), ("3.", "4."),
    ("10000000001", "10000000002"),
  ]) func `everything else has to be the same with a tolerance, too`(
    _ recorded: String, _ fresh: String
  ) {
    #expect(!OutputComparison(tolerance: 1e-3).areEqual(recorded, fresh))
  }

  @Test func `lines may come in any order where a cell says so`() throws {
    let unordered = OutputComparison(isUnordered: true)
    #expect(unordered.areEqual("a\nb\nb\n", "b\na\nb\n"))
    #expect(!unordered.areEqual("a\nb\nb\n", "b\na\na\n"))
    #expect(!unordered.areEqual("a\nb\n", "b\na\nb\n"))
    #expect(!OutputComparison().areEqual("a\nb\n", "b\na\n"))
    #expect(unordered.areEqual("x 0.1\ny 0.2\n", "y 0.3\nx 0.2\n"))
    // The nearest line may be another's only partner.
    let near = OutputComparison(tolerance: 0.06, isUnordered: true)
    #expect(near.areEqual("0.90\n0.95\n", "0.95\n1.00\n"))
    #expect(near.areEqual("0.90\n0.95\n1.00\n", "1.05\n0.95\n1.00\n"))
    #expect(!near.areEqual("0.90\n0.95\n", "0.95\n1.10\n"))
    let varies = OutputComparison(varies: [try VaryingText("[0-9]+ ms")], isUnordered: true)
    #expect(varies.areEqual("a: 3 ms\nb: 4 ms\n", "b: 5 ms\na: 6 ms\n"))
    #expect(!varies.areEqual("a: 3 ms\nb: 4 ms\n", "a: 5 ms\na: 6 ms\n"))
  }

  @Test func `a diff of lines in any order shows those without a partner`() {
    let diff = LineDiff("a\nb\nc\n", "c\nd\na\n", by: OutputComparison(isUnordered: true))
    #expect(diff.lines == [.same("a"), .removed("b"), .added("d"), .same("c")])
    #expect(diff.firstDifference == 1)
    let longer = LineDiff("a\nb\n", "b\nc\na\nd\n", by: OutputComparison(isUnordered: true))
    #expect(longer.lines == [.same("a"), .same("b"), .added("c"), .added("d")])
  }

  @Test func `many lines in any order take no long search`() {
    let lines = (0..<5000).map { "\($0 % 7) 0.\($0)\n" }
    let comparison = OutputComparison(tolerance: 1e-3, isUnordered: true)
    #expect(comparison.areEqual(lines.joined(), lines.reversed().joined()))
    #expect(!comparison.areEqual(lines.joined(), lines.map { "x" + $0 }.joined()))
  }

  @Test func `text that varies may differ only where it matches on both sides`() throws {
    let varies = [try VaryingText("[0-9]+ ms"), try VaryingText("0x[0-9a-f]+")]
    let comparison = OutputComparison(varies: varies)
    #expect(comparison.areEqual("took 3 ms at 0xff", "took 1000 ms at 0x0"))
    #expect(!comparison.areEqual("took 3 ms", "took ages"))
    #expect(!comparison.areEqual("took ages", "took 3 ms"))
    #expect(comparison.areEqual("a line before\ntook 3 ms", "a line before\ntook 10 ms"))
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

  @Test("a tolerance holds for the brightness of pixels, of which one step is none")
  func pixels() {
    func image(_ brightness: UInt8) -> PNGImage {
      PNGImage(width: 1, height: 1, channels: 4, bytes: [brightness, brightness, brightness, 255])
    }
    #expect(image(0).difference(from: image(1)) == nil)
    #expect(image(0).difference(from: image(2)) == "1 of its 1 pixels differ")
    #expect(image(0).difference(from: image(60), tolerance: 0.2) == "1 of its 1 pixels differ")
    #expect(image(0).difference(from: image(60), tolerance: 0.3) == nil)
  }
}
