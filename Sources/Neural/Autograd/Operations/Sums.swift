extension Tensor {
  /// The sum of all elements, a scalar. Integers and truth values are summed as int64.
  public final func sum() -> Tensor {
    let sizes = sizes
    return summed(self, over: nil, keepDim: false, in: sumType)
      .recorded("SumBackward0", keepsTensors: false, self) { $0.expanded(to: sizes) }
  }

  /// The sum over one dimension.
  public final func sum(dim: Int, keepDim: Bool = false) -> Tensor {
    sum(dim: [dim], keepDim: keepDim)
  }

  /// The sum over some dimensions.
  public final func sum(dim: [Int], keepDim: Bool = false) -> Tensor {
    let sizes = sizes
    let dims = dim.map(wrap)
    return summed(self, over: dim, keepDim: keepDim, in: sumType)
      .recorded("SumBackward1", keepsTensors: false, self) {
        $0.restored(dims, in: sizes).expanded(to: sizes)
      }
  }

  private final var sumType: DType { dtype.isFloatingPoint ? dtype : .int64 }

  /// The mean of all elements, a scalar.
  public final func mean() -> Tensor {
    let (sizes, count) = (sizes, count)
    return noGrad { mean(of: nil, count: count, keepDim: false) }
      .recorded("MeanBackward0", keepsTensors: false, self) {
        $0.expanded(to: sizes) / Tensor(bare: count)
      }
  }

  /// The mean over one dimension.
  public final func mean(dim: Int, keepDim: Bool = false) -> Tensor {
    mean(dim: [dim], keepDim: keepDim)
  }

  /// The mean over some dimensions.
  public final func mean(dim: [Int], keepDim: Bool = false) -> Tensor {
    checkHasMean()
    let sizes = sizes
    let dims = dim.map(wrap)
    let count = dims.isEmpty ? count : dims.reduce(1) { $0 * (sizes.count == 0 ? 1 : sizes[$1]) }
    return noGrad { mean(of: dim, count: count, keepDim: keepDim) }
      .recorded("MeanBackward1", keepsTensors: false, self) {
        $0.restored(dims, in: sizes).expanded(to: sizes) / Tensor(bare: count)
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
    let sum = summed(self, over: dims, keepDim: keepDim, in: dtype.compute)
    return converted(sum / Tensor(bare: Double(count)), to: dtype)
  }

  /// A reduction's result with the reduced dimensions of size 1, whether it kept them or not.
  ///
  /// - Parameters:
  ///   - dims: the reduced dimensions; none of them means all.
  ///   - sizes: the shape before the reduction.
  final func restored(_ dims: [Int], in sizes: Dims) -> Tensor {
    var result = dims.isEmpty ? Dims(repeating: 1, count: sizes.count) : sizes
    for dim in dims where sizes.count > 0 { result[dim] = 1 }
    return dense(self).reinterpreted(result)
  }

  /// A view repeated to a larger shape, not recorded.
  final func expanded(to target: Dims) -> Tensor {
    Tensor(
      storage: storage, offset: offset, sizes: target, steps: steps(broadcastTo: target),
      dtype: dtype)
  }
}
