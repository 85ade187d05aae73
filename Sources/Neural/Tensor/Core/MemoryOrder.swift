extension Tensor {
  /// The dimensions sorted by stride, largest first; broadcast dimensions keep their places.
  ///
  /// It is the order of TensorIterator's `reorder_dimensions`, in which PyTorch visits elements: it
  /// decides which element gets which random number.
  private final var memoryOrder: [Int] {
    // Sorted by insertion as PyTorch does: not every pair of dimensions can be compared.
    var order = Array((0..<ndim).reversed())
    for start in order.indices.dropFirst() {
      var moved = start
      for place in stride(from: start - 1, through: 0, by: -1) {
        let comparison = compareInMemory(order[place], order[moved])
        if comparison < 0 { break }
        if comparison > 0 {
          order.swapAt(place, moved)
          moved = place
        }
      }
    }
    return order.reversed()
  }

  /// Negative where dimension `a` is within `b` in memory, positive where `b` is within `a`, 0
  /// where they can't be compared.
  private final func compareInMemory(_ a: Int, _ b: Int) -> Int {
    if layout.strides[a] == 0 || layout.strides[b] == 0 { return 0 }
    if layout.strides[a] != layout.strides[b] {
      return layout.strides[a] < layout.strides[b] ? -1 : 1
    }
    return layout.shape[a] > layout.shape[b] ? 1 : 0
  }

  /// An uninitialised tensor in the shape and memory order of another, without gaps: PyTorch's
  /// `empty_like` with `preserve_format`.
  convenience init(uninitializedLike other: Tensor, _ dtype: DType) {
    if other.isContiguous {
      self.init(uninitialized: other.layout.shape, dtype)
      return
    }
    let order = other.memoryOrder
    var strides = DimVector(repeating: 1, count: order.count)
    var step = 1
    for dim in order.reversed() {
      strides[dim] = step
      step &*= Swift.max(other.layout.shape[dim], 1)
    }
    let values = Tensor(uninitialized: other.layout.shape, dtype)
    self.init(
      storage: values.storage, offset: 0, shape: other.layout.shape, strides: strides, dtype: dtype)
  }
}
