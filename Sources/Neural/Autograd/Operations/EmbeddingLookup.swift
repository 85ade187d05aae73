/// The rows of a table that indices name.
///
/// - Parameters:
///   - indices: whole numbers, of any shape.
///   - weight: the table, of shape rows × features.
///   - paddingIndex: a row that gets no gradient.
/// - Returns: a tensor of the indices' shape with the features as a further dimension.
public func embedding(_ indices: Tensor, _ weight: Tensor, paddingIndex: Int? = nil) -> Tensor {
  if indices.dtype != .int64 && indices.dtype != .int32 {
    fail(
      "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, "
        + "Int; but got torch.\(indices.dtype.scalarName)Tensor instead (while checking arguments for "
        + "embedding)")
  }
  if weight.sizes.count != 2 { fail("'weight' must be 2-D") }
  let (rows, shape) = (weight.sizes[0], weight.sizes)
  if let paddingIndex, paddingIndex < -rows || paddingIndex >= rows {
    fail("Padding_idx must be within num_embeddings")
  }
  let flat = indices.reshape([-1])
  if flat.array(of: Int.self).contains(where: { $0 < 0 || $0 >= rows }) {
    fail("index out of range in self")
  }
  let result = noGrad { weight.gathered([(0, flat)]).reshape(indices.shape + [shape[1]]) }
  guard records(weight) else { return result.detach() }
  let saved = Saved(indices)
  return result.recorded("EmbeddingBackward0", weight) { grad in
    let table = Tensor.zeros(shape, grad.dtype)
    let flat = saved.value.reshape([-1])
    table.put(grad.reshape([flat.count, shape[1]]), at: [(0, flat)], accumulate: true)
    if let paddingIndex { table.select(dim: 0, paddingIndex).zero() }
    return table
  }
}
