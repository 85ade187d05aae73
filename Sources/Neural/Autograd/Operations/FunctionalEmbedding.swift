/// The rows of a table that indices name.
///
/// Stops the program where an index isn't one of a row, or the table isn't a matrix.
///
/// - Parameters:
///   - indices: whole numbers of type int64 or int32, of any shape.
///   - weight: the table, of shape rows × features.
///   - paddingIndex: a row that gets no gradient; negative numbers count from the last.
/// - Returns: a tensor of the indices' shape with the features as a further dimension.
public func embedding(_ indices: Tensor, _ weight: Tensor, paddingIndex: Int? = nil) -> Tensor {
  let padding = paddingIndex.map { index in
    let rows = weight.size(0)
    // PyTorch doesn't look at 0.
    if index != 0 && (index < -rows || index >= rows) {
      fail("Padding_idx must be within num_embeddings")
    }
    return index < 0 ? index + rows : index
  }
  if weight.ndim != 2 { fail("'weight' must be 2-D") }
  let (rows, shape) = (weight.layout.shape[0], weight.layout.shape)
  if indices.dtype != .int64 && indices.dtype != .int32 {
    fail(
      "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, "
        + "Int; but got \(indices.dtype.tensorName) instead (while checking arguments for "
        + "embedding)")
  }
  let flat = rawContiguous(rawCast(indices.detach(), to: .int64)).rawView([indices.count])
  if rows == 0 && flat.count > 0 {
    fail("index_select(): self indexing axis dim should be positive")
  }
  let places = flat.pointer(to: Int64.self)
  for index in 0..<flat.count where places[index] < 0 || places[index] >= Int64(rows) {
    fail("index out of range in self")
  }
  let result = noGrad { weight.index(at: [(0, flat)]).reshape(indices.shape + [shape[1]]) }
  guard records(weight) else { return result.detach() }
  let saved = SavedTensor(indices)
  return result.recorded("EmbeddingBackward0", weight) { grad in
    _ = saved.value
    let table = Tensor.zeros(shape, grad.dtype)
    table.rawIndexPut(grad.reshape([flat.count, shape[1]]), at: [(0, flat)], accumulate: true)
    if let padding, padding < shape[0] { table.select(dim: 0, padding).zero() }
    return table
  }
}
