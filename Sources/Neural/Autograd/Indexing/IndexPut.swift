extension Tensor {
  /// A copy with `values`, broadcast, written at the indices that tensors select: PyTorch's
  /// `index_put`.
  ///
  /// Stops the program where there are more indices than dimensions, or one is out of bounds.
  ///
  /// - Parameters:
  ///   - indices: index tensors for the first dimensions, or masks, which index as many as they
  ///     have.
  ///   - values: of a shape that broadcasts to that of the selected parts.
  ///   - accumulate: whether values are added; a position that is selected several times gets all
  ///     of them.
  public final func indexPut(
    _ indices: [Tensor], _ values: Tensor, accumulate: Bool = false
  ) -> Tensor {
    let gathers = gathers(indices)
    let values = values.withoutLeadingOnes
    let result = rawClone(self)
    result.rawIndexPut(values, at: gathers, accumulate: accumulate)
    let saved = gathers.map { (dim: $0.dim, index: SavedTensor($0.index)) }
    let places = { saved.map { (dim: $0.dim, index: $0.index.value) } }
    return result.recorded(
      "IndexPutBackward0", self,
      { grad in
        if accumulate { return grad }
        let rest = rawClone(grad)
        rest.rawIndexPut(Tensor(wrapped: 0), at: places(), accumulate: false)
        return rest
      }, values, { $0.index(at: places()) })
  }

  /// The index tensors with the dimension that each indexes first.
  private final func gathers(_ indices: [Tensor]) -> [(dim: Int, index: Tensor)] {
    var dim = 0
    let gathers = indices.map { index in
      defer { dim += index.isMask ? index.ndim : 1 }
      return (dim: dim, index: index)
    }
    if dim > ndim {
      fail("too many indices for tensor of dimension \(ndim) (got \(dim))")
    }
    return gathers
  }
}
