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
    if scale == 1 {
      for index in 0..<target.count { into[index] += factor * from[index] }
    } else {
      for index in 0..<target.count { into[index] = scale * into[index] + factor * from[index] }
    }
  }
}

extension Tensor {
  /// Computes `self = scale · self + factor · other` in place, in one pass over the elements where
  /// both tensors are dense and of one compute type. Nothing is recorded.
  final func update(scale: Double = 1, adding factor: Double, times other: Tensor) {
    if isDense && other.isDense && storage !== other.storage && dtype == other.dtype
      && dtype == dtype.compute && sizes == other.sizes
    {
      dtype.compute(ScaledSumKernel(target: self, scale: scale, other: other, factor: factor))
      storage.version += 1
    } else {
      copy(from: self * scale + other * factor)
    }
  }
}
