import Testing

@testable import Neural

private struct GoldenLoading: Decodable, CustomTestStringConvertible {
  let name: String
  let shuffle: Bool
  let dropLast: Bool
  let own: Bool
  let epochs: [[[Int]]]
  let after: Double
  let ownAfter: Double?

  var testDescription: String { name }
}

private struct GoldenSplit: Decodable, CustomTestStringConvertible {
  let name: String
  let lengths: [Double]
  let parts: [[Int]]

  var testDescription: String { name }
}

private struct Numbers: Dataset {
  let count: Int
  subscript(index: Int) -> Tensor { Tensor(index) }
}

extension GlobalStateTests {
  @Test(arguments: try GoldenFolder.cases("data/loaders", GoldenLoading.self), [0, 3])
  fileprivate func `loaders draw and read as PyTorch's do`(golden: GoldenLoading, workers: Int) {
    manualSeed(3)
    let generator = golden.own ? Generator().manualSeed(5) : nil
    let loader = DataLoader(
      Numbers(count: 10), batchSize: 4, shuffle: golden.shuffle, workers: workers,
      dropLast: golden.dropLast, generator: generator)
    let epochs = (0..<2).map { _ in loader.map { $0.array(of: Int.self) } }
    #expect(epochs == golden.epochs)
    #expect(Tensor.rand(1).item() == golden.after)
    #expect(generator.map { Tensor.rand(1, generator: $0).item() } == golden.ownAfter)
  }

  @Test(arguments: try GoldenFolder.cases("data/splits", GoldenSplit.self))
  fileprivate func `random splits are PyTorch's`(golden: GoldenSplit) {
    manualSeed(9)
    let data = Numbers(count: 10)
    let parts =
      golden.lengths.reduce(0, +) == 1
      ? randomSplit(data, golden.lengths) : randomSplit(data, golden.lengths.map { Int($0) })
    #expect(parts.map(\.indices) == golden.parts)
  }
}
