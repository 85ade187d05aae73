extension Tensor {
  /// A copy in which the places that tensors pick, as between brackets, hold the elements of `values`,
  /// broadcast.
  ///
  /// Stops the program where there are more indices than dimensions, or one is out of range.
  ///
  /// - Parameters:
  ///   - indices: for the first dimensions one each, or masks for as many as those have.
  ///   - accumulate: whether values are added to what stands there; a place that is picked several times
  ///     gets all of its values.
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

  /// The dimension that each of some indices begins to pick from.
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
