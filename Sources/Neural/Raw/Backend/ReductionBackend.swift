enum ReductionKind {
  case sum, product
}

/// What is added up of each element for a norm.
enum NormTerms {
  case magnitudes, squares
}

/// Reductions, scans and sorting.
protocol ReductionBackend {
  /// Reduces what a program with one output makes of its inputs.
  ///
  /// - Parameters:
  ///   - inputs: the first has the shape that is reduced; others are broadcast to it.
  ///   - type: the type in which it is computed; see ``DType/reduceType``.
  ///   - output: of the plan's result; sums and products are rounded once to its dtype.
  func reduce(
    _ kind: ReductionKind, _ program: ElementwiseProgram, _ inputs: [RawTensor],
    _ plan: ReductionPlan, in type: DType, into output: RawTensor)

  /// The sum of the elements of a contiguous float32 tensor, into a scalar.
  func sumOfAll(_ tensor: RawTensor, into output: RawTensor)

  /// The largest or smallest elements; a nan wins.
  func extremes(_ tensor: RawTensor, _ plan: ReductionPlan, largest: Bool) -> RawTensor

  /// The largest or smallest elements, and their indices among the reduced elements, as int64: the first
  /// nan, or else the first of equal ones.
  func extremesWithIndices(
    _ tensor: RawTensor, _ plan: ReductionPlan, largest: Bool
  ) -> (values: RawTensor, indices: RawTensor)

  /// The sums of magnitudes or squares, in float64.
  func normSums(_ tensor: RawTensor, _ plan: ReductionPlan, of terms: NormTerms) -> RawTensor

  /// The contiguous rows sorted stably, if values are wanted, and the indices that sort them, as int64. A
  /// nan counts as largest.
  func sortRows(
    _ rows: RawTensor, descending: Bool, wantsValues: Bool
  ) -> (values: RawTensor, indices: RawTensor)

  /// The best elements of each contiguous row in order, and their indices, as int64.
  func topKOfRows(
    _ rows: RawTensor, _ count: Int, largest: Bool
  ) -> (values: RawTensor, indices: RawTensor)

  /// The cumulative sums along a dimension, from its end if reversed, in the tensor's floating-point type
  /// or int64.
  func cumulativeSum(
    _ tensor: RawTensor, along dim: Int, isReversed: Bool, in computed: DType
  ) -> RawTensor

  /// For each element, the product of all others in its row, the last dimension.
  func productsOfOthers(_ rows: RawTensor) -> RawTensor
}
