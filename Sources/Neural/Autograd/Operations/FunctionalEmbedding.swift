/// Looks up rows of an embedding table.
///
/// Stops the program where an index is out of bounds or isn't an integer, or the table isn't a
/// matrix.
///
/// - Parameters:
///   - indices: int64 or int32, of any shape.
///   - weight: the table, of shape entries × features.
///   - paddingIndex: an entry that gets no gradient; negative numbers count from the last.
///   - maxNorm: the largest norm of an entry that is looked up; larger ones are scaled down in the
///     table, in place.
///   - normType: the order of that norm.
///   - scaleGradByFreq: whether to divide an entry's gradient by how often the entry is looked up.
/// - Returns: a tensor of the indices' shape, followed by features.
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
  checkPlaces(flat, below: rows)
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

/// How often each index occurs.
private func occurrences(of indices: Tensor, upTo limit: Int) -> Tensor {
  Tensor.zeros([limit], .int64).scatterAdd(dim: 0, indices, Tensor.onesLike(indices))
    .gather(dim: 0, indices)
}

extension Tensor {
  /// Scales the rows at some indices down to a norm, where theirs is larger, in place and not
  /// recorded.
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
