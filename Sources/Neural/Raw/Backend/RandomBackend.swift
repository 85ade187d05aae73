/// Random numbers, drawn from a generator's state as PyTorch draws them.
protocol RandomBackend {
  /// Fills a floating-point tensor with numbers uniform in [low, high).
  func fillUniform(
    _ target: RawTensor, _ low: Double, _ high: Double, _ state: inout GeneratorState)

  /// Fills a contiguous tensor of an op-math type with at least 16 normal numbers, in blocks.
  ///
  /// - Parameter dtype: the type for which they are drawn, which decides on how many are.
  func fillNormal(
    _ target: RawTensor, _ mean: Double, _ std: Double, for dtype: DType,
    _ state: inout GeneratorState)

  /// Fills a float64 tensor with normal numbers in the order of memory, one after the other.
  func fillNormalSingly(
    _ target: RawTensor, _ mean: Double, _ std: Double, _ state: inout GeneratorState)

  /// Fills a contiguous int64 tensor with integers uniform in `range` from `low` on.
  func fillIntegers(
    _ target: RawTensor, from low: Int, below range: UInt64, _ state: inout GeneratorState)

  /// Fills an int64 vector with a permutation of its indices.
  func fillPermutation(_ target: RawTensor, _ state: inout GeneratorState)

  /// Fills a tensor of type bool, in the order of memory, with whether numbers are below probabilities,
  /// which are float64 in that order; false if one isn't between 0 and 1.
  func fillBernoulli(
    _ target: RawTensor, _ probabilities: RawTensor, isDouble: Bool, _ state: inout GeneratorState
  ) -> Bool

  /// Fills a tensor of type bool with whether numbers are below one probability.
  func fillBernoulli(_ target: RawTensor, _ p: Double, _ state: inout GeneratorState)
}
