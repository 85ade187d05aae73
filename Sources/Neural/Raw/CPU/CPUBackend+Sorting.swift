import CVectorMath

extension CPUBackend {
  func sortRows(
    _ rows: RawTensor, descending: Bool, wantsValues: Bool
  ) -> (values: RawTensor, indices: RawTensor) {
    let (shape, width) = (rows.layout.shape, rows.layout.shape[rows.ndim - 1])
    let values = RawTensor(uninitialized: shape, rows.dtype)
    let indices = RawTensor(uninitialized: shape, .int64)
    sort_rows(
      rows.dtype.indexedType, descending ? 1 : 0, rows.firstByte,
      wantsValues ? values.firstByte : nil, indices.pointer(to: Int64.self),
      rows.count / max(width, 1), width)
    return (values, indices)
  }

  func topKOfRows(
    _ rows: RawTensor, _ count: Int, largest: Bool
  ) -> (values: RawTensor, indices: RawTensor) {
    var shape = rows.layout.shape
    let width = shape[rows.ndim - 1]
    shape[rows.ndim - 1] = count
    let values = RawTensor(uninitialized: shape, rows.dtype)
    let indices = RawTensor(uninitialized: shape, .int64)
    topk_rows(
      rows.dtype.indexedType, largest ? 1 : 0, rows.firstByte, values.firstByte,
      indices.pointer(to: Int64.self), rows.count / max(width, 1), width, count)
    return (values, indices)
  }

  func cumulativeSum(
    _ tensor: RawTensor, along dim: Int, isReversed: Bool, in computed: DType
  ) -> RawTensor {
    let input = rawContiguous(tensor)
    let output = RawTensor(uninitialized: input.layout.shape, computed)
    let split = DimSplit(tensor.layout.shape, at: dim)
    cumulative_sum(
      input.dtype.indexedType, isReversed ? 1 : 0, input.firstByte, output.firstByte, split.outer,
      split.width, split.inner)
    return output
  }
}
