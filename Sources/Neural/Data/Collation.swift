/// Makes batches of samples, PyTorch's `default_collate`: tensors are stacked along a new first
/// dimension.
enum Collation {
  static func tensors(_ samples: [Tensor]) -> Tensor { Tensor.stack(samples) }

  static func pairs(_ samples: [(Tensor, Tensor)]) -> (Tensor, Tensor) {
    (Tensor.stack(samples.map(\.0)), Tensor.stack(samples.map(\.1)))
  }

  static func labelled(_ samples: [(Tensor, Int)]) -> (Tensor, Tensor) {
    (Tensor.stack(samples.map(\.0)), Tensor(samples.map(\.1)))
  }

  static func lists(_ samples: [[Tensor]]) -> [Tensor] {
    guard let first = samples.first else { return [] }
    if samples.contains(where: { $0.count != first.count }) {
      fail("each element in list of batch should be of equal size")
    }
    return first.indices.map { place in Tensor.stack(samples.map { $0[place] }) }
  }
}

extension DataLoader where Sample == Tensor, Batch == Tensor {
  /// A loader of tensors, stacked to batches of shape batch × sample shape.
  public convenience init(
    _ dataset: any Dataset<Tensor>, batchSize: Int = 1, shuffle: Bool = false,
    workers: Int = 0, dropLast: Bool = false, generator: Generator? = nil
  ) {
    self.init(
      dataset, batchSize: batchSize, shuffle: shuffle, workers: workers, dropLast: dropLast,
      generator: generator, collate: Collation.tensors)
  }
}

extension DataLoader where Sample == (Tensor, Tensor), Batch == (Tensor, Tensor) {
  /// A loader of pairs of tensors, stacked to pairs of batches.
  public convenience init(
    _ dataset: any Dataset<(Tensor, Tensor)>, batchSize: Int = 1, shuffle: Bool = false,
    workers: Int = 0, dropLast: Bool = false, generator: Generator? = nil
  ) {
    self.init(
      dataset, batchSize: batchSize, shuffle: shuffle, workers: workers, dropLast: dropLast,
      generator: generator, collate: Collation.pairs)
  }
}

extension DataLoader where Sample == (Tensor, Int), Batch == (Tensor, Tensor) {
  /// A loader of tensors with integers: tensors are stacked, integers become an int64 vector.
  public convenience init(
    _ dataset: any Dataset<(Tensor, Int)>, batchSize: Int = 1, shuffle: Bool = false,
    workers: Int = 0, dropLast: Bool = false, generator: Generator? = nil
  ) {
    self.init(
      dataset, batchSize: batchSize, shuffle: shuffle, workers: workers, dropLast: dropLast,
      generator: generator, collate: Collation.labelled)
  }
}

extension DataLoader where Sample == [Tensor], Batch == [Tensor] {
  /// A loader of lists of tensors, stacked position by position. Stops the program where lists
  /// differ in length.
  public convenience init(
    _ dataset: any Dataset<[Tensor]>, batchSize: Int = 1, shuffle: Bool = false,
    workers: Int = 0, dropLast: Bool = false, generator: Generator? = nil
  ) {
    self.init(
      dataset, batchSize: batchSize, shuffle: shuffle, workers: workers, dropLast: dropLast,
      generator: generator, collate: Collation.lists)
  }
}
