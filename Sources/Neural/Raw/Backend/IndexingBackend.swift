/// What is done with an element and the one that an index names.
enum IndexedOperation {
  case gather, scatter, add, multiply
}

/// Elements and parts by index.
protocol IndexingBackend {
  /// Moves elements along a dimension by an index tensor, ATen's `cpu_scatter_gather_base_kernel`.
  ///
  /// - Parameters:
  ///   - index: int64, of at least one dimension.
  ///   - own: the tensor that has the index' shape, or is larger.
  ///   - other: the tensor whose elements the index names.
  /// - Returns: an index that is out of bounds, if there is one.
  func moveIndexed(
    _ operation: IndexedOperation, along dim: Int, _ index: RawTensor, own: RawTensor,
    other: RawTensor
  ) -> Int?

  /// The first of some contiguous int64 indices that is below 0 or not below `limit`, if there is one.
  ///
  /// - Parameter ignored: an index that may be anything.
  func indexOutside(_ indices: RawTensor, below limit: Int, except ignored: Int?) -> Int?

  /// Adds `index · stride` to contiguous offsets, or writes it if they are the first; negative indices
  /// count from `size`.
  ///
  /// - Returns: the number of the first index that isn't within the size, if there is one.
  func addOffsets(
    of index: RawTensor, size: Int, stride: Int, to offsets: RawTensor, isFirst: Bool
  ) -> Int?

  /// A copy of selected parts.
  func gather(_ parts: SelectedParts, of source: RawTensor) -> RawTensor

  /// Writes a contiguous tensor to selected parts of another, or adds it to them, in order.
  func put(_ source: RawTensor, at parts: SelectedParts, of target: RawTensor, adding: Bool)

  /// A mask with the number of its elements that aren't 0.
  func count(_ mask: RawTensor) -> CountedMask

  /// The elements where a mask of their shape isn't 0, a vector.
  func compress(_ source: RawTensor, by mask: CountedMask) -> RawTensor

  /// Writes the elements of a contiguous vector where a mask isn't 0, into a contiguous tensor.
  func expand(_ source: RawTensor, by mask: CountedMask, into target: RawTensor)

  /// The indices of the elements that aren't 0, a row for each, as int64.
  func indices(of mask: CountedMask) -> RawTensor
}
