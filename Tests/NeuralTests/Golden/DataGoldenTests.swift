import Testing

@testable import Neural

private struct GoldenLoading: Decodable {
  let shuffle: Bool?
  let dropLast: Bool?
  let own: Bool?
  let epochs: [[[Int]]]?
  let after: Double?
  let ownAfter: Double?
  let lengths: [Double]?
  let parts: [[Int]]?
}

private struct Numbers: Dataset {
  let count: Int
  subscript(index: Int) -> Tensor { Tensor(index) }
}

extension GlobalStateTests {
  @Test(arguments: [0, 3])
  func `loaders draw and read as PyTorch's do`(workers: Int) throws {
    for golden in try GoldenFolder.cases("data", GoldenLoading.self) {
      guard let shuffle = golden.shuffle, let dropLast = golden.dropLast else { continue }
      manualSeed(3)
      let generator = golden.own == true ? Generator().manualSeed(5) : nil
      let loader = DataLoader(
        Numbers(count: 10), batchSize: 4, shuffle: shuffle, workers: workers, dropLast: dropLast,
        generator: generator)
      let epochs = (0..<2).map { _ in loader.map { $0.array(of: Int.self) } }
      #expect(epochs == golden.epochs)
      #expect(Tensor.rand(1).item() == golden.after)
      if let generator { #expect(Tensor.rand(1, generator: generator).item() == golden.ownAfter) }
    }
  }

  @Test func `random splits are PyTorch's`() throws {
    for golden in try GoldenFolder.cases("data", GoldenLoading.self) {
      guard let lengths = golden.lengths else { continue }
      manualSeed(9)
      let data = Numbers(count: 10)
      let parts =
        lengths.reduce(0, +) == 1
        ? randomSplit(data, lengths) : randomSplit(data, lengths.map { Int($0) })
      #expect(parts.map(\.indices) == golden.parts)
    }
  }
}
