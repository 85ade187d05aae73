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
    if count == 0 || ndim == 0 { return rawClone(self) }
    var (strides, start) = (layout.strides, storageOffset)
    for dim in dims {
      start += (layout.shape[dim] - 1) * strides[dim]
      strides[dim] = -strides[dim]
    }
    return rawClone(
      Tensor(storage: storage, offset: start, shape: layout.shape, strides: strides, dtype: dtype))
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

  /// A copy repeated along each dimension. Stops the program with fewer numbers than dimensions, or
  /// a negative one.
  public final func `repeat`(_ times: Int...) -> Tensor { `repeat`(times) }

  /// A copy repeated along each dimension. Stops the program with fewer numbers than dimensions, or
  /// a negative one.
  public final func `repeat`(_ times: [Int]) -> Tensor {
    if times.count < ndim {
      fail(
        "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor"
      )
    }
    let own = [Int](repeating: 1, count: times.count - ndim) + shape
    let repeated = zip(own, times).map { $0 &* $1 }
    if let negative = repeated.first(where: { $0 < 0 }) ?? times.first(where: { $0 < 0 }) {
      fail("Trying to create tensor with negative dimension \(negative): \(repeated)")
    }
    DimVector(repeated).checkProduct(itemSize: dtype.itemSize)
    let whole = layout.shape
    let result = noGrad {
      times.indices.reduce(reshape(own)) { part, dim in
        times[dim] == 1
          ? part : part.rawRepeat(times[dim], dim: dim)
      }
    }
    return (result.storage === storage ? rawClone(result) : result)
      .recorded("RepeatBackward0", savesTensors: false, self) { grad in
        let sum = times.indices.reduce(grad) { part, dim in
          part.rawSumRepeats(times[dim], of: own[dim], dim: dim)
        }
        return rawContiguous(sum).rawView(whole)
      }
  }

  private final func rawRepeat(_ times: Int, dim: Int) -> Tensor {
    let (before, after) = (shape[..<dim].reduce(1, *), shape[(dim + 1)...].reduce(1, *))
    var whole = layout.shape
    whole[dim] *= times
    let result = Tensor(uninitialized: whole, dtype)
    if result.count == 0 { return result }
    let tiles: DimVector = [before, times, layout.shape[dim], after]
    let source = rawContiguous(self).rawView([before, 1, layout.shape[dim], after])
    rawCopy(source.rawExpand(to: tiles), to: result.rawView(tiles))
    return result
  }

  private final func rawSumRepeats(_ times: Int, of size: Int, dim: Int) -> Tensor {
    let (before, after) = (shape[..<dim].reduce(1, *), shape[(dim + 1)...].reduce(1, *))
    let parts = reshape([before, times, size, after]).sum(dim: 1)
    return parts.reshape(Array(shape[..<dim]) + [size] + shape[(dim + 1)...])
  }

  /// The lower triangle of matrices: a copy with zeros above a diagonal. Stops the program with
  /// fewer than two dimensions.
  ///
  /// - Parameter diagonal: the offset above the main diagonal; negative for below.
  public final func tril(diagonal: Int = 0) -> Tensor {
    triangle("TrilBackward0") { column, row in column - row <= Tensor(wrapped: diagonal) }
  }

  /// The upper triangle of matrices: a copy with zeros below a diagonal. Stops the program with
  /// fewer than two dimensions.
  ///
  /// - Parameter diagonal: the offset above the main diagonal; negative for below.
  public final func triu(diagonal: Int = 0) -> Tensor {
    triangle("TriuBackward0") { column, row in column - row >= Tensor(wrapped: diagonal) }
  }

  private final func triangle(_ name: String, _ keeps: (Tensor, Tensor) -> Tensor) -> Tensor {
    if ndim < 2 {
      fail("\(name.prefix(4).lowercased()): input tensor must have at least 2 dimensions")
    }
    let rows = Tensor.arange(size(-2)).unsqueeze(1)
    let outside = keeps(Tensor.arange(size(-1)), rows).logicalNot()
    return rawMaskedFill(outside, with: 0).recorded(name, savesTensors: false, self) {
      $0.rawMaskedFill(outside, with: 0)
    }
  }

  /// A view of the diagonals of the matrices in two dimensions, as the last dimension. Stops the
  /// program where the two are the same.
  ///
  /// - Parameter offset: the offset above the main diagonal; negative for below.
  public final func diagonal(offset: Int = 0, dim1: Int = 0, dim2: Int = 1) -> Tensor {
    let (row, column) = (wrap(dim1), wrap(dim2))
    if row == column {
      fail("diagonal dimensions cannot be identical \(dim1), \(dim2)")
    }
    let (rows, columns) = (layout.shape[row], layout.shape[column])
    let (down, right) = (
      offset < 0 ? Swift.min(Int(clamping: offset.magnitude), rows) : 0,
      offset > 0 ? Swift.min(offset, columns) : 0
    )
    let length = Swift.min(rows - down, columns - right)
    let start = length == 0 ? 0 : down &* layout.strides[row] &+ right &* layout.strides[column]
    let kept = (0..<ndim).filter { $0 != row && $0 != column }
    let whole = layout.shape
    return view(
      "DiagonalBackward0", DimVector(kept.map { layout.shape[$0] } + [length]),
      DimVector(kept.map { layout.strides[$0] } + [layout.strides[row] &+ layout.strides[column]]),
      offset: start
    ) { grad in
      let result = Tensor.zeros(whole, grad.dtype)
      rawCopy(grad, to: result.diagonal(offset: offset, dim1: row, dim2: column))
      return result
    }
  }

  /// A diagonal of a matrix as a copy, or a matrix with a vector as its diagonal. Stops the program
  /// for other numbers of dimensions.
  ///
  /// - Parameter offset: the offset above the main diagonal; negative for below.
  public final func diag(_ offset: Int = 0) -> Tensor {
    switch ndim {
    case 1:
      let distance = Int(clamping: offset.magnitude)
      let (size, hasOverflow) = layout.shape[0].addingReportingOverflow(distance)
      if hasOverflow { fail("numel: integer multiplication overflow") }
      return noGrad { diag(offset, in: [size, size]) }
        .recorded("DiagEmbedBackward0", savesTensors: false, self) { $0.diagonal(offset: offset) }
    case 2:
      let whole = layout.shape
      return noGrad { rawClone(diagonal(offset: offset)) }
        .recorded("DiagonalBackward0_copy", savesTensors: false, self) {
          $0.diag(offset, in: whole)
        }
    default: fail("diag(): Supports 1D or 2D tensors. Got \(ndim)D")
    }
  }

  /// A matrix of zeros with this vector as a diagonal.
  private final func diag(_ offset: Int, in shape: DimVector) -> Tensor {
    let result = Tensor.zeros(shape, dtype)
    rawCopy(self, to: result.diagonal(offset: offset))
    return result
  }

  /// The outer product of two vectors, of shape `[count, other.count]`. Stops the program for other
  /// numbers of dimensions.
  public final func outer(_ other: Tensor) -> Tensor {
    if ndim != 1 { fail("outer: Expected 1-D argument self, but got \(ndim)-D") }
    if other.ndim != 1 {
      fail("outer: Expected 1-D argument vec2, but got \(other.ndim)-D")
    }
    return reshape([layout.shape[0], 1]) * other
  }
}
