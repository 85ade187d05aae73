import CVectorMath

private struct ScaledSumKernel: RealKernel {
  let target: Tensor
  let scale: Double
  let other: Tensor
  let factor: Double

  func run<T: Real>(_ type: T.Type) {
    if T.dtype == .float32 {
      return vector_scaled_sum(
        target.pointer(to: Float.self), Float(scale), other.pointer(to: Float.self), Float(factor),
        target.count)
    }
    let (into, from) = (target.pointer(to: T.self), other.pointer(to: T.self))
    let (scale, factor) = (T(scale), T(factor))
    for index in 0..<target.count {
      into[index] = (scale * into[index]).addingProduct(factor, from[index])
    }
  }
}

extension Tensor {
  /// `self = scale · self + factor · other`, as PyTorch's `mul_` and `add_(other, alpha:)`: the
  /// first product and the sum are each rounded once, to this tensor's dtype. Contiguous tensors of
  /// one op-math type take a single pass.
  final func rawUpdate(scale: Double = 1, adding factor: Double, times other: Tensor) {
    let isDirect =
      isContiguous && other.isContiguous && storage !== other.storage && dtype == other.dtype
      && dtype == dtype.opMathType && layout.shape == other.layout.shape
    if isDirect {
      dtype.dispatch(ScaledSumKernel(target: self, scale: scale, other: other, factor: factor))
    } else {
      let common = dtype.promoted(with: other.dtype)
      if scale != 1 { rawCopy(self * scale, to: self) }
      let sum = rawClone(rawCast(self, to: common.opMathType))
      let term = rawContiguous(rawCast(other, to: common.opMathType))
      // PyTorch rounds the factor itself to the type of both.
      sum.dtype.dispatch(
        ScaledSumKernel(target: sum, scale: 1, other: term, factor: common.rounding(factor)))
      rawCopy(sum, to: self)
    }
    storage.version += 1
  }

  /// This tensor plus `factor · other`, rounded once, as PyTorch's `add(other, alpha:)`.
  final func rawAdd(_ factor: Double, times other: Tensor) -> Tensor {
    let sum = Tensor(sharing: rawClone(self))
    sum.rawUpdate(adding: factor, times: other)
    return sum
  }
}
