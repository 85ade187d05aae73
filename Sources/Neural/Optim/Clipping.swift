/// Scales all gradients alike so that their common norm is at most `maxNorm`.
///
/// - Returns: the norm before.
@discardableResult
public func clipGradNorm(_ parameters: [Tensor], maxNorm: Double) -> Tensor {
  noGrad {
    let gradients = parameters.compactMap(\.grad)
    if gradients.isEmpty { return Tensor(0.0) }
    let total = Tensor.stack(gradients.map { $0.norm() }).norm()
    let factor = (maxNorm / (total + 1e-6)).clamp(max: 1)
    for gradient in gradients { gradient *= factor }
    return total
  }
}

/// Holds each element of all gradients between `-limit` and `limit`.
public func clipGradValue(_ parameters: [Tensor], limit: Double) {
  noGrad {
    for gradient in parameters.compactMap(\.grad) {
      gradient.copy(from: gradient.clamp(min: -limit, max: limit))
    }
  }
}
