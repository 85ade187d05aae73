/// The rows of a table that indices name.
///
/// Stops the program where an index isn't one of a row, or the table isn't a matrix.
///
/// - Parameters:
///   - indices: whole numbers of type int64 or int32, of any shape.
///   - weight: the table, of shape rows × features.
///   - paddingIndex: a row that gets no gradient; negative numbers count from the last.
///   - maxNorm: what the norm of a row that is named may be; longer rows are shortened in the table.
///   - normType: the order of that norm.
///   - scaleGradByFreq: whether a row's gradient is divided by how often the row is named.
/// - Returns: a tensor of the indices' shape with the features as a further dimension.
public func embedding(
  _ indices: Tensor, _ weight: Tensor, paddingIndex: Int? = nil, maxNorm: Double? = nil,
  normType: Double = 2, scaleGradByFreq: Bool = false
) -> Tensor {
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
  if let maxNorm { weight.shorten(flat, to: maxNorm, normType) }
  let result = noGrad { weight.index(at: [(0, flat)]).reshape(indices.shape + [shape[1]]) }
  guard records(weight) else { return result.detach() }
  let saved = SavedTensor(indices)
  return result.recorded("EmbeddingBackward0", weight) { grad in
    _ = saved.value
    let table = Tensor.zeros(shape, grad.dtype)
    var rows = grad.reshape([flat.count, shape[1]])
    if scaleGradByFreq { rows = rows / occurrences(of: flat, upTo: shape[0]).unsqueeze(1) }
    table.rawIndexPut(rows, at: [(0, flat)], accumulate: true)
    if let padding, padding < shape[0] { table.select(dim: 0, padding).zero() }
    return table
  }
}

/// How often each of some whole numbers is among them.
private func occurrences(of indices: Tensor, upTo limit: Int) -> Tensor {
  Tensor.zeros([limit], .int64).scatterAdd(dim: 0, indices, Tensor.onesLike(indices))
    .gather(dim: 0, indices)
}

extension Tensor {
  /// Shortens the rows that indices name to a norm, where they are longer; nothing is recorded.
  fileprivate final func shorten(_ indices: Tensor, to limit: Double, _ order: Double) {
    noGrad {
      for index in Set(indices.array(of: Int.self)) {
        let row = select(dim: 0, index)
        let norm = row.norm(p: order).item()
        if norm > limit { row *= limit / (norm + 1e-7) }
      }
    }
  }
}
