/// The order of samples in one epoch, drawn as PyTorch's `SequentialSampler`, `RandomSampler` and
/// `BatchSampler` draw it.
struct SampleOrder {
  private let count: Int
  private let shuffle: Bool
  private let generator: Generator?
  private var order: [Int]?
  private var next = 0
  private var isAtEnd = false

  /// Draws the base seed of PyTorch's workers too, so that the generator's stream stays PyTorch's.
  init(count: Int, shuffle: Bool, generator: Generator?) {
    self.count = count
    self.shuffle = shuffle
    self.generator = generator
    _ = (generator ?? .default).drawSeed()
  }

  /// The indices of the next samples; fewer than `size` at the end, and none after it.
  mutating func batch(_ size: Int) -> [Int] {
    let order = order ?? draw()
    self.order = order
    let isLast = size > count - next
    let end = isLast ? count : next + size
    defer { next = end }
    if isLast { finish() }
    return Array(order[next..<end])
  }

  private func draw() -> [Int] {
    if !shuffle { return Array(0..<count) }
    let source = generator ?? Generator().manualSeed(Generator.default.drawSeed())
    return Tensor.randperm(count, generator: source).array(of: Int.self)
  }

  /// At the end PyTorch's sampler draws a further permutation and doesn't use it.
  private mutating func finish() {
    if !isAtEnd && shuffle, let generator { _ = Tensor.randperm(count, generator: generator) }
    isAtEnd = true
  }
}
