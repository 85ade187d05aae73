/// Reads a data set in batches. Each iteration is one epoch.
///
///     for (images, labels) in DataLoader(dataset, batchSize: 64, shuffle: true) { … }
///
/// The order depends on the generator alone, not on the number of workers.
public final class DataLoader<Sample, Batch>: Sequence {
  /// The data set that is read.
  public let dataset: any Dataset<Sample>
  /// How many samples a batch has; the last may have fewer.
  public let batchSize: Int

  private let shuffle: Bool
  private let workers: Int
  private let dropLast: Bool
  private let generator: Generator?
  private let collate: ([Sample]) -> Batch

  /// A loader of a data set. Stops the program where the batch size isn't positive, the number of
  /// workers is negative, or an empty data set is shuffled.
  ///
  /// - Parameters:
  ///   - dataset: the data set to read.
  ///   - batchSize: how many samples a batch has, at least 1.
  ///   - shuffle: whether each epoch reads the samples in another random order.
  ///   - workers: how many threads read ahead; with 0, batches are read when they are asked for.
  ///   - dropLast: whether a last batch of fewer samples is left out.
  ///   - generator: draws the order; nil for the default generator.
  ///   - collate: makes a batch of samples; with workers, on several threads at once.
  public init(
    _ dataset: any Dataset<Sample>, batchSize: Int = 1, shuffle: Bool = false, workers: Int = 0,
    dropLast: Bool = false, generator: Generator? = nil, collate: @escaping ([Sample]) -> Batch
  ) {
    if shuffle && dataset.count == 0 {
      fail("num_samples should be a positive integer value, but got num_samples=0")
    }
    if batchSize <= 0 {
      fail("batch_size should be a positive integer value, but got batch_size=\(batchSize)")
    }
    if workers < 0 {
      fail(
        "num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.")
    }
    self.dataset = dataset
    self.batchSize = batchSize
    self.shuffle = shuffle
    self.workers = workers
    self.dropLast = dropLast
    self.generator = generator
    self.collate = collate
  }

  /// The number of batches in an epoch.
  public var count: Int {
    let (whole, rest) = dataset.count.quotientAndRemainder(dividingBy: batchSize)
    return dropLast || rest == 0 ? whole : whole + 1
  }

  /// Starts an epoch: an iterator over its batches.
  public func makeIterator() -> AnyIterator<Batch> {
    var order = SampleOrder(count: dataset.count, shuffle: shuffle, generator: generator)
    if workers > 0 { return prefetched(&order) }
    return AnyIterator { [self] in
      let indices = order.batch(batchSize)
      return isBatch(indices) ? read(indices) : nil
    }
  }

  private func isBatch(_ indices: [Int]) -> Bool {
    !indices.isEmpty && !(dropLast && indices.count < batchSize)
  }

  private func read(_ indices: [Int]) -> Batch { collate(indices.map { dataset[$0] }) }

  private func prefetched(_ order: inout SampleOrder) -> AnyIterator<Batch> {
    var batches: [[Int]] = []
    var indices = order.batch(batchSize)
    while isBatch(indices) {
      batches.append(indices)
      indices = order.batch(batchSize)
    }
    let lists = batches
    let workers = Swift.min(workers, lists.count)
    let queue = Prefetch(count: lists.count, ahead: 2 * workers, workers: workers) { [self] in
      read(lists[$0])
    }
    return AnyIterator { queue.next() }
  }
}
