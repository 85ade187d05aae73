import Testing

@testable import Neural

/// Many random integers, which are made in blocks, against the same drawn one by one.
@Suite struct RandomIntegerTests {
  @Test(arguments: [1, 2, 7, 1000, (1 << 28) - 1, 1 << 28, 1 << 40])
  func `integers come in the order of the stream`(range: Int) {
    let (many, single) = (Generator().manualSeed(3), Generator().manualSeed(3))
    let values = Tensor.randint(-5, range - 5, [2500], generator: many).array(of: Int64.self)
    let goal = (0..<2500).map { _ in
      Tensor.randint(-5, range - 5, [1], generator: single).item(as: Int64.self)
    }
    #expect(values == goal)
  }

  @Test func `a permutation swaps each element with one that is left`() {
    let (many, single) = (Generator().manualSeed(4), Generator().manualSeed(4))
    let count = 3000
    var goal = Array(0..<Int64(count))
    for index in 0..<(count - 1) {
      let drawn = Tensor.randint(0, count - index, [1], generator: single).item(as: Int64.self)
      goal.swapAt(index, index + Int(drawn))
    }
    #expect(Tensor.randperm(count, generator: many).array(of: Int64.self) == goal)
  }
}
