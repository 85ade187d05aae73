extension Tensor {
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
}
