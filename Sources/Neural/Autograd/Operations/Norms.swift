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
      let squares = computable(self).square()
      return converted(
        summed(squares, over: dim, keepDim: keepDim, in: squares.dtype).sqrt(), to: dtype)
    }
    guard records(self) else { return result }
    let dims = dim?.map(wrap) ?? Array(0..<sizes.count)
    let (input, norm) = (Saved(self), Saved(output: result, of: "LinalgVectorNormBackward0"))
    return result.recorded("LinalgVectorNormBackward0", self) {
      let length = norm.value.restored(dims, in: input.value.sizes)
      let direction = (input.value / length).filled(where: length == 0, with: 0)
      return direction * $0.restored(dims, in: input.value.sizes)
    }
  }

  /// The logarithm of the sum of exponentials along a dimension, computed so that nothing overflows.
  public final func logSumExp(dim: Int, keepDim: Bool = false) -> Tensor {
    let dim = wrap(dim)
    let x = real
    let result = noGrad { () -> Tensor in
      if x.count == 0 { return x.exp().sum(dim: dim, keepDim: keepDim).log() }
      let largest = x.amax(dim: [dim], keepDim: true)
      let shift = largest.filled(where: largest.isInfinite(), with: 0)
      let sum = ((x - shift).exp().sum(dim: dim, keepDim: true)).log() + shift
      return keepDim || x.sizes.count == 0 ? sum : sum.squeeze(dim)
    }
    guard records(x) else { return result }
    let (input, saved) = (Saved(x), Saved(output: result, of: "LogsumexpBackward0"))
    return result.recorded("LogsumexpBackward0", x) {
      (input.value - saved.value.restored([dim], in: input.value.sizes)).exp()
        * $0.restored([dim], in: input.value.sizes)
    }
  }
}
