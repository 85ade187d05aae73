extension Tensor {
  /// The sum of all elements, a scalar. Integers and type bool are summed in int64.
  public final func sum() -> Tensor {
    let shape = layout.shape
    return rawSum(self, over: nil, keepDim: false, in: sumType)
      .recorded("SumBackward0", savesTensors: false, self) { $0.rawExpand(to: shape) }
  }

  /// The sum over a dimension. Integers and type bool are summed in int64.
  public final func sum(dim: Int, keepDim: Bool = false) -> Tensor {
    sum(dim: [dim], keepDim: keepDim)
  }

  /// The sum over some dimensions, or over all if `dim` is empty. Integers and type bool are summed
  /// in int64.
  public final func sum(dim: [Int], keepDim: Bool = false) -> Tensor {
    let shape = layout.shape
    let dims = dim.map(wrap)
    return rawSum(self, over: dim, keepDim: keepDim, in: sumType)
      .recorded("SumBackward1", savesTensors: false, self) {
        $0.rawRestoreReducedDims(dims, in: shape).rawExpand(to: shape)
      }
  }

  private final var sumType: DType { dtype.isFloatingPoint ? dtype : .int64 }

  /// The mean of all elements, a scalar. Stops the program where the dtype isn't floating point.
  public final func mean() -> Tensor {
    let (shape, count) = (layout.shape, count)
    return noGrad { mean(of: nil, count: count, keepDim: false) }
      .recorded("MeanBackward0", savesTensors: false, self) {
        $0.rawExpand(to: shape) / Tensor(wrapped: count)
      }
  }

  /// The mean over a dimension. Stops the program where the dtype isn't floating point.
  public final func mean(dim: Int, keepDim: Bool = false) -> Tensor {
    mean(dim: [dim], keepDim: keepDim)
  }

  /// The mean over some dimensions, or over all if `dim` is empty. Stops the program where the
  /// dtype isn't floating point.
  public final func mean(dim: [Int], keepDim: Bool = false) -> Tensor {
    checkHasMean()
    let shape = layout.shape
    let dims = dim.map(wrap)
    let count = dims.isEmpty ? count : dims.reduce(1) { $0 * (shape.count == 0 ? 1 : shape[$1]) }
    return noGrad { mean(of: dim, count: count, keepDim: keepDim) }
      .recorded("MeanBackward1", savesTensors: false, self) {
        $0.rawRestoreReducedDims(dims, in: shape).rawExpand(to: shape) / Tensor(wrapped: count)
      }
  }

  private final func checkHasMean() {
    if !dtype.isFloatingPoint {
      fail(
        "mean(): could not infer output dtype. Input dtype must be either a floating point or "
          + "complex dtype. Got: \(dtype.scalarName)")
    }
  }

  private final func mean(of dims: [Int]?, count: Int, keepDim: Bool) -> Tensor {
    checkHasMean()
    let sum = rawSum(self, over: dims, keepDim: keepDim, in: dtype.opMathType)
    return rawCast(sum / Tensor(wrapped: Double(count)), to: dtype)
  }

  /// A reduction's result with its reduced dimensions of size 1, whether it kept them or not:
  /// PyTorch's `restore_reduced_dims`.
  ///
  /// - Parameters:
  ///   - dims: the reduced dimensions; empty for all.
  ///   - shape: the shape before the reduction.
  final func rawRestoreReducedDims(_ dims: [Int], in shape: DimVector) -> Tensor {
    var result = dims.isEmpty ? DimVector(repeating: 1, count: shape.count) : shape
    for dim in dims where shape.count > 0 { result[dim] = 1 }
    return rawContiguous(self).rawView(result)
  }
}
