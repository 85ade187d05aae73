extension Tensor {
  /// The elements sorted along a dimension, and their indices, of type int64. nan counts as
  /// largest.
  ///
  /// - Parameter stable: whether equal elements keep their order; here they always do. As in PyTorch, the
  ///   node is named `SortBackward1` where this is given.
  public final func sort(
    dim: Int = -1, descending: Bool = false, stable: Bool? = nil
  ) -> (values: Tensor, indices: Tensor) {
    let dim = wrap(dim)
    let (values, indices) = rawSorted(dim, descending: descending, wantsValues: true)
    let name = stable == nil ? "SortBackward0" : "SortBackward1"
    return (recorded(values, name, dim, indices), indices)
  }

  /// The indices that sort the elements along a dimension, of type int64.
  ///
  /// - Parameter stable: whether equal elements keep their order; here they always do.
  public final func argsort(
    dim: Int = -1, descending: Bool = false, stable: Bool = false
  ) -> Tensor {
    rawSorted(wrap(dim), descending: descending, wantsValues: false).indices
  }

  /// The `count` largest or smallest elements along a dimension, in order, and their indices, of
  /// type int64. Stops the program where there are fewer elements, and for type bool.
  public final func topk(
    _ count: Int, dim: Int = -1, largest: Bool = true
  ) -> (values: Tensor, indices: Tensor) {
    let dim = wrap(dim)
    if count < 0 || count > (ndim == 0 ? 1 : layout.shape[dim]) {
      fail("selected index k out of range")
    }
    if dtype == .bool { fail("topk does not support bool dtypes on CPU") }
    let (values, indices) = rawTopK(count, dim, largest: largest)
    return (recorded(values, "TopkBackward0", dim, indices), indices)
  }

  /// Records the elements at some indices along a dimension.
  private final func recorded(
    _ values: Tensor, _ name: String, _ dim: Int, _ indices: Tensor
  ) -> Tensor {
    let shape = layout.shape
    return values.recorded(name, savesTensors: false, self) {
      shape.count == 0 ? $0 : Tensor.zeros(shape, $0.dtype).scatter(dim: dim, indices, $0)
    }
  }

  /// The best elements along a dimension in order, and their indices.
  private final func rawTopK(
    _ count: Int, _ dim: Int, largest: Bool
  ) -> (values: Tensor, indices: Tensor) {
    if ndim == 0 { return firstOfOne() }
    return rawAlongRows(dim) { backend.topKOfRows($0, count, largest: largest) }
  }

  /// The elements sorted along a dimension, if they are wanted, and their indices, in this tensor's memory
  /// order.
  private final func rawSorted(
    _ dim: Int, descending: Bool, wantsValues: Bool
  ) -> (values: Tensor, indices: Tensor) {
    if ndim == 0 { return firstOfOne() }
    if layout.strides == layout.shape.contiguousStrides {
      return rawSortedRows(dim, descending: descending, wantsValues: wantsValues)
    }
    let order = MemoryOrder(of: [layout.strides], in: layout.shape).dims
    let sorted = rawPermute(order).rawSortedRows(
      order.firstIndex(of: dim) ?? dim, descending: descending, wantsValues: wantsValues)
    let inPlace = { (result: Tensor) in
      Tensor(
        storage: result.storage, offset: 0, shape: self.layout.shape,
        strides: self.layout.denseStrides,
        dtype: result.dtype)
    }
    return (inPlace(sorted.values), inPlace(sorted.indices))
  }

  /// The same in row-major order.
  private final func rawSortedRows(
    _ dim: Int, descending: Bool, wantsValues: Bool
  ) -> (values: Tensor, indices: Tensor) {
    rawAlongRows(dim) {
      backend.sortRows($0, descending: descending, wantsValues: wantsValues)
    }
  }

  /// What is selected of a scalar.
  private final func firstOfOne() -> (values: Tensor, indices: Tensor) {
    (rawClone(self), Tensor(0))
  }

  /// Values and indices of contiguous rows that have a dimension as their last; it is put back in its place
  /// in both.
  private final func rawAlongRows(
    _ dim: Int, _ body: (_ rows: RawTensor) -> (values: RawTensor, indices: RawTensor)
  ) -> (values: Tensor, indices: Tensor) {
    let last = ndim - 1
    let (values, indices) = body(rawContiguous(rawTranspose(dim, last)))
    let inPlace = { (rows: RawTensor) in
      rawContiguous(Tensor(sharing: rows).rawTranspose(dim, last))
    }
    return (inPlace(values), inPlace(indices))
  }
}
