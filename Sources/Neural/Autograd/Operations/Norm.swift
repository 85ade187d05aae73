extension Tensor {
  /// The Euclidean norm of all elements, the square root of the sum of their squares.
  public final func norm() -> Tensor { euclidean(nil, keepDim: false) }

  /// The Euclidean norm along a dimension.
  public final func norm(dim: Int, keepDim: Bool = false) -> Tensor {
    euclidean([dim], keepDim: keepDim)
  }

  private final func euclidean(_ dim: [Int]?, keepDim: Bool) -> Tensor {
    if !dtype.isFloatingPoint {
      fail(
        "linalg.vector_norm: Expected a floating point or complex tensor as input. Got "
          + dtype.scalarName)
    }
    let result = noGrad {
      let squares = rawCastToOpMath(self).square()
      return rawCast(
        rawSum(squares, over: dim, keepDim: keepDim, in: squares.dtype).sqrt(), to: dtype)
    }
    guard records(self) else { return result }
    let dims = dim?.map(wrap) ?? Array(0..<ndim)
    let (input, norm) = (
      SavedTensor(self), SavedTensor(output: result, of: "LinalgVectorNormBackward0")
    )
    return result.recorded("LinalgVectorNormBackward0", self) {
      let length = norm.value.rawRestoreReducedDims(dims, in: input.value.layout.shape)
      let direction = (input.value / length).rawMaskedFill(length == 0, with: 0)
      return direction * $0.rawRestoreReducedDims(dims, in: input.value.layout.shape)
    }
  }

  /// The logarithm of the sum of exponentials along a dimension, computed so that nothing overflows.
  public final func logSumExp(dim: Int, keepDim: Bool = false) -> Tensor {
    let dim = wrap(dim)
    let x = promotedToFloat
    let result = noGrad { () -> Tensor in
      if x.count == 0 { return x.exp().sum(dim: dim, keepDim: keepDim).log() }
      let largest = x.amax(dim: [dim], keepDim: true)
      let shift = largest.rawMaskedFill(largest.isInfinite(), with: 0)
      let sum = ((x - shift).exp().sum(dim: dim, keepDim: true)).log() + shift
      return keepDim || x.ndim == 0 ? sum : sum.squeeze(dim)
    }
    guard records(x) else { return result }
    let (input, saved) = (SavedTensor(x), SavedTensor(output: result, of: "LogsumexpBackward0"))
    return result.recorded("LogsumexpBackward0", x) {
      (input.value - saved.value.rawRestoreReducedDims([dim], in: input.value.layout.shape)).exp()
        * $0.rawRestoreReducedDims([dim], in: input.value.layout.shape)
    }
  }
}
