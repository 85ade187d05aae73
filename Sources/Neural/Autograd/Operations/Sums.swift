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
        $0.restored(dims, keepDim).expanded(to: sizes)
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
    let sizes = sizes
    let dims = dim.map(wrap)
    let count = dims.isEmpty ? count : dims.reduce(1) { $0 * (sizes.count == 0 ? 1 : sizes[$1]) }
    return noGrad { mean(of: dim, count: count, keepDim: keepDim) }
      .recorded("MeanBackward1", keepsTensors: false, self) {
        $0.restored(dims, keepDim).expanded(to: sizes) / Tensor(bare: count)
      }
  }

  private final func mean(of dims: [Int]?, count: Int, keepDim: Bool) -> Tensor {
    if !dtype.isFloatingPoint {
      fail(
        "mean(): could not infer output dtype. Input dtype must be either a floating point or "
          + "complex dtype. Got: \(dtype.scalarName)")
    }
    let sum = summed(self, over: dims, keepDim: keepDim, in: dtype.compute)
    return converted(sum / Tensor(bare: Double(count)), to: dtype)
  }

  /// Puts back reduced dimensions with a size of 1, unless the reduction kept them.
  final func restored(_ dims: [Int], _ keepDim: Bool) -> Tensor {
    if keepDim || sizes.count == 0 { return self }
    var result = sizes
    for dim in dims.sorted() { result.insert(1, at: dim) }
    return dense(self).reinterpreted(result)
  }

  /// A view repeated to a larger shape, not recorded.
  final func expanded(to target: Dims) -> Tensor {
    Tensor(
      storage: storage, offset: offset, sizes: target, steps: steps(broadcastTo: target),
      dtype: dtype)
  }
}
