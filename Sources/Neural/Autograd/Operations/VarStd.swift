/// Variances take two passes; distances and their squares are computed in float64.
private let squaredDistance = ElementwiseProgram { x, mean in (x - mean) * (x - mean) }

extension Tensor {
  /// The variance of all elements, a scalar: the sum of squared distances from the mean, divided by
  /// `count − correction`.
  public final func `var`<Correction: Element>(correction: Correction = 1) -> Tensor {
    variance("VarBackward0", nil, correction.asDouble, keepDim: false)
  }

  /// The variance along a dimension: the sum of squared distances from the mean, divided by `size −
  /// correction`.
  public final func `var`<Correction: Element>(
    dim: Int, correction: Correction = 1, keepDim: Bool = false
  ) -> Tensor {
    variance("VarBackward0", [dim], correction.asDouble, keepDim: keepDim)
  }

  /// The variance over some dimensions, or over all if `dim` is empty: the sum of squared distances
  /// from the mean, divided by their count minus `correction`.
  public final func `var`<Correction: Element>(
    dim: [Int], correction: Correction = 1, keepDim: Bool = false
  ) -> Tensor {
    variance("VarBackward0", dim, correction.asDouble, keepDim: keepDim)
  }

  /// The standard deviation of all elements, a scalar: the square root of the variance.
  public final func std<Correction: Element>(correction: Correction = 1) -> Tensor {
    deviation(nil, correction.asDouble, keepDim: false)
  }

  /// The standard deviation along a dimension: the square root of the variance.
  public final func std<Correction: Element>(
    dim: Int, correction: Correction = 1, keepDim: Bool = false
  ) -> Tensor {
    deviation([dim], correction.asDouble, keepDim: keepDim)
  }

  /// The standard deviation over some dimensions, or over all if `dim` is empty: the square root of
  /// the variance.
  public final func std<Correction: Element>(
    dim: [Int], correction: Correction = 1, keepDim: Bool = false
  ) -> Tensor {
    deviation(dim, correction.asDouble, keepDim: keepDim)
  }

  private final func deviation(_ dim: [Int]?, _ correction: Double, keepDim: Bool) -> Tensor {
    // The root of the variance before that is rounded to the type, in which it may not fit.
    let result = noGrad {
      rawCast(variance(dim, correction, keepDim: keepDim).sqrt(), to: dtype)
    }
    guard records(self) else { return result }
    let dims = wrappedDims(dim)
    let (input, saved) = (SavedTensor(self), SavedTensor(output: result, of: "StdBackward0"))
    return result.recorded("StdBackward0", self) { grad in
      let scaled = (grad / (saved.value * 2)).rawMaskedFill(saved.value == 0, with: 0)
      return varianceGradient(input.value, scaled, dims, correction)
    }
  }

  private final func variance(
    _ name: String, _ dim: [Int]?, _ correction: Double, keepDim: Bool
  ) -> Tensor {
    let result = rawCast(variance(dim, correction, keepDim: keepDim), to: dtype)
    guard records(self) else { return result }
    let dims = wrappedDims(dim)
    let saved = SavedTensor(self)
    return result.recorded(name, self) { varianceGradient(saved.value, $0, dims, correction) }
  }

  /// The dimensions to reduce, counted from the first; all if they are nil or empty.
  private final func wrappedDims(_ dim: [Int]?) -> [Int] {
    let named = dim?.map(wrap) ?? []
    return named.isEmpty ? Array(0..<ndim) : named
  }

  /// The variance in the op-math type, not recorded.
  private final func variance(_ dim: [Int]?, _ correction: Double, keepDim: Bool) -> Tensor {
    if !dtype.isFloatingPoint {
      fail("std and var only support floating point and complex dtypes")
    }
    let plan = ReductionPlan(layout, dim, keepDim: true)
    let count = Double(plan.reduced.shape.product)
    let means = rawSum(self, over: dim, keepDim: true, in: .float64) / count
    let squares = rawReduce(
      .sum, squaredDistance, [self, means], over: dim, keepDim: keepDim, in: .float64,
      to: .float64)
    return rawCast(squares / Swift.max(count - correction, 0), to: dtype.opMathType)
  }
}

/// The gradient of the variance: `2 / (n − correction) · (x − mean)`.
private func varianceGradient(
  _ input: Tensor, _ grad: Tensor, _ dims: [Int], _ correction: Double
) -> Tensor {
  let count = dims.reduce(1) { $0 * (input.ndim == 0 ? 1 : input.layout.shape[$1]) }
  let distance = input - input.mean(dim: dims, keepDim: true)
  return grad.rawRestoreReducedDims(dims, in: input.layout.shape)
    * (2.0 / (Double(count) - correction))
    * distance
}
