import Neural

private struct Samples: Dataset {
  let samples: [[Tensor]]
  var count: Int { samples.count }
  subscript(index: Int) -> [Tensor] { samples[index] }
}

extension KnownCases {
  static let loading: [String: KnownProgram] = [
    "sample beyond the last": { described(TensorDataset(.ones(2))[2]) },
    "sample before the first": { described(TensorDataset(.ones(2))[-3]) },
    "last sample": {
      let sample = TensorDataset(.arange(3))[-1]
      return "(\(described(sample[0])),)"
    },
    "tensors of other sizes": { described(TensorDataset(.ones(2), .ones(3))) },
    "tensor without dimensions": { described(TensorDataset(Tensor(1.0)).count) },
    "place beyond a part": { described(Subset(TensorDataset(.arange(3)), [0, 1])[2]) },
    "place before a part": { described(Subset(TensorDataset(.arange(3)), [0, 1])[-3]) },
    "place of no sample": { described(Subset(TensorDataset(.arange(3)), [0, 7])[1]) },
    "last of a part": { described(Subset(TensorDataset(.arange(3)), [2, 1])[-1][0]) },
    "parts of too many": { described(randomSplit(TensorDataset(.arange(10)), [8, 8])) },
    "parts of none": { described(randomSplit(TensorDataset(.arange(10)), [Int]())) },
    "parts of too large shares": {
      described(randomSplit(TensorDataset(.arange(10)), [0.5, 0.6]))
    },
    "parts of too small shares": {
      described(randomSplit(TensorDataset(.arange(10)), [0.5, 0.4]))
    },
    "parts of negative shares": {
      described(randomSplit(TensorDataset(.arange(10)), [-0.5, 1.5]))
    },
    "parts of nan": { described(randomSplit(TensorDataset(.arange(10)), [Double.nan, 1.0])) },
    "parts by lengths": {
      described(randomSplit(TensorDataset(.arange(10)), [0, 10]).map(\.indices))
    },
    "parts by shares": {
      described(randomSplit(TensorDataset(.arange(10)), [0.33, 0.33, 0.34]).map(\.indices))
    },
    "batches of 0": { described(DataLoader(TensorDataset(.arange(3)), batchSize: 0)) },
    "batches of -1": { described(DataLoader(TensorDataset(.arange(3)), batchSize: -1)) },
    "negative workers": { described(DataLoader(TensorDataset(.arange(3)), workers: -1)) },
    "no samples": { described(Array(DataLoader(TensorDataset(.zeros(0))))) },
    "no samples to shuffle": {
      described(DataLoader(TensorDataset(.zeros(0)), batchSize: 0, shuffle: true))
    },
    "the largest batch": {
      let loader = DataLoader(TensorDataset(.arange(3)), batchSize: .max)
      return described(Array(loader).count)
    },
    "samples of other sizes": {
      described(Array(DataLoader(Samples(samples: [[.ones(2)], [.ones(3)]]), batchSize: 2)))
    },
    "samples of other lengths": {
      described(
        Array(DataLoader(Samples(samples: [[.ones(2), .ones(2)], [.ones(2)]]), batchSize: 2)))
    },
  ]
}
