/// Clips the gradients of some parameters by their total norm: scales them all by one factor, so
/// that the Euclidean norm of all elements together is at most `maxNorm`.
///
/// - Returns: the total norm before, a scalar.
@discardableResult
public func clipGradNorm(_ parameters: [Tensor], maxNorm: Double) -> Tensor {
  noGrad {
    let gradients = parameters.compactMap(\.grad)
    if gradients.isEmpty { return Tensor(0.0) }
    let total = Tensor.stack(gradients.map { $0.norm() }).norm()
    let factor = (maxNorm / (total + 1e-6)).clamp(max: 1)
    for gradient in gradients where !gradient.rawScale(by: factor) { gradient *= factor }
    return total
  }
}

extension Tensor {
  /// Multiplies the elements by a scalar in place, if that needs no cast and isn't recorded; else
  /// returns false.
  fileprivate final func rawScale(by factor: Tensor) -> Bool {
    let isPlain = isContiguous && base == nil && !needsGrad && factor.dtype == dtype
    guard isPlain, dtype == .float32 || dtype == .float64 else { return false }
    backend.scale(self, by: factor.item())
    storage.version += 1
    return true
  }
}

/// Clips the gradients of some parameters by value: each element is clamped to ±`limit`.
public func clipGradValue(_ parameters: [Tensor], limit: Double) {
  noGrad {
    for gradient in parameters.compactMap(\.grad) {
      gradient.copy(from: gradient.clamp(min: -limit, max: limit))
    }
  }
}
