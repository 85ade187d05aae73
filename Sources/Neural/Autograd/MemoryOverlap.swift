/// ATen's `MemoryOverlap`: checks before a tensor is written to.
extension Tensor {
  /// Stops the program if several indices of this tensor, which is about to be written to,
  /// certainly refer to one element.
  final func assertNoInternalOverlap() {
    for dim in 0..<ndim where layout.strides[dim] == 0 && layout.shape[dim] > 1 && count > 0 {
      fail(
        "unsupported operation: more than one element of the written-to tensor refers to a single "
          + "memory location. Please clone() the tensor before performing the operation.")
    }
  }

  /// Stops the program if this tensor, which is about to be written to, overlaps with an input.
  ///
  /// - Parameter allowsSame: whether the input may be this tensor's memory in the same layout.
  final func assertNoOverlap(with input: Tensor, allowsSame: Bool = true) {
    guard storage === input.storage, self !== input || !allowsSame else { return }
    guard count > 0, input.count > 0, layout.isDense, input.layout.isDense
    else { return }
    let size = dtype.itemSize
    let (own, other) = (storageOffset * size, input.storageOffset * size)
    let (ownEnd, otherEnd) = (own + count * size, other + input.count * size)
    if own == other && ownEnd == otherEnd && layout.strides == input.layout.strides && allowsSame {
      return
    }
    if own < otherEnd && other < ownEnd {
      fail(
        "unsupported operation: some elements of the input tensor and the written-to tensor refer to "
          + "a single memory location. Please clone() the tensor before performing the operation.")
    }
  }
}
