/// Copies with elements in another order.
extension Tensor {
  /// A copy reversed along some dimensions. Stops the program where one occurs twice.
  public final func flip(_ dims: [Int]) -> Tensor {
    let dims = dims.map(wrap)
    for (place, dim) in dims.enumerated() where dims[..<place].contains(dim) {
      fail("dim \(dim) appears multiple times in the list of dims")
    }
    return rawFlip(dims).recorded("FlipBackward0", savesTensors: false, self) { $0.rawFlip(dims) }
  }

  private final func rawFlip(_ dims: [Int]) -> Tensor {
    if count == 0 || ndim == 0 { return rawCloneInOrder(self) }
    var (strides, start) = (layout.strides, storageOffset)
    for dim in dims {
      start += (layout.shape[dim] - 1) * strides[dim]
      strides[dim] = -strides[dim]
    }
    let reversed = Tensor(
      storage: storage, offset: start, shape: layout.shape, strides: strides, dtype: dtype)
    let result = Tensor(uninitializedLike: self, dtype)
    rawCopy(reversed, to: result)
    return result
  }

  /// A copy with the elements shifted along a dimension; those beyond the end come in at the start.
  public final func roll(_ shift: Int, dim: Int) -> Tensor {
    let dim = count == 0 ? 0 : wrapWithDimension(dim)
    return rawRoll(shift, dim: dim).recorded("RollBackward0", savesTensors: false, self) {
      $0.rawRoll(0 &- shift, dim: dim)
    }
  }

  /// A copy with the elements shifted in row-major order, across all dimensions.
  public final func roll(_ shift: Int) -> Tensor { roll([shift], dims: []) }

  /// A copy with the elements shifted along some dimensions, by one shift for each; with no
  /// dimensions and one shift, in row-major order.
  public final func roll(_ shifts: [Int], dims: [Int]) -> Tensor {
    if shifts.count == 1 && dims.count == 1 { return roll(shifts[0], dim: dims[0]) }
    if shifts.isEmpty { fail("`shifts` required") }
    if shifts.count != dims.count && !(dims.isEmpty && shifts.count == 1) {
      fail("shifts and dimensions must align. shifts: \(shifts.count), dims:\(dims.count)")
    }
    let dims = count == 0 ? dims.map { _ in 0 } : dims.map(wrapWithDimension)
    return rawRoll(shifts, dims).recorded("RollBackward0", savesTensors: false, self) {
      $0.rawRoll(shifts.map { 0 &- $0 }, dims)
    }
  }

  private final func rawRoll(_ shifts: [Int], _ dims: [Int]) -> Tensor {
    if dims.isEmpty {
      return rawContiguous(self).rawView([count]).rawRoll(shifts[0], dim: 0).rawView(layout.shape)
    }
    return Swift.zip(shifts, dims).reduce(self) { $0.rawRoll($1.0, dim: $1.1) }
  }

  private final func rawRoll(_ shift: Int, dim: Int) -> Tensor {
    if count == 0 { return rawClone(self) }
    let size = layout.shape[dim]
    let cut = (size - shift % size) % size
    return noGrad {
      Tensor.cat(
        [
          narrow(dim: dim, start: cut, length: size - cut), narrow(dim: dim, start: 0, length: cut),
        ], dim: dim)
    }
  }
}
