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
  /// Computes `self = scale · self + factor · other` in place: the first product and the sum are each
  /// rounded once, to this tensor's type, as PyTorch does it. In one pass over the elements where
  /// both tensors are dense and of one compute type. Nothing is recorded.
  final func update(scale: Double = 1, adding factor: Double, times other: Tensor) {
    let isDirect =
      isDense && other.isDense && storage !== other.storage && dtype == other.dtype
      && dtype == dtype.compute && sizes == other.sizes
    if isDirect {
      dtype.compute(ScaledSumKernel(target: self, scale: scale, other: other, factor: factor))
    } else {
      let common = dtype.promoted(with: other.dtype)
      if scale != 1 { transfer(self * scale, to: self) }
      let sum = duplicate(converted(self, to: common.compute))
      let term = dense(converted(other, to: common.compute))
      // PyTorch rounds the factor itself to the type of both.
      sum.dtype.compute(
        ScaledSumKernel(target: sum, scale: 1, other: term, factor: common.rounding(factor)))
      transfer(sum, to: self)
    }
    storage.version += 1
  }

  /// This tensor plus `factor · other`, rounded once. Nothing is recorded.
  final func adding(_ factor: Double, times other: Tensor) -> Tensor {
    let sum = Tensor(sharing: duplicate(self))
    sum.update(adding: factor, times: other)
    return sum
  }
}
