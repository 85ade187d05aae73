/// From the larger element, so that nothing overflows; where both are the same infinity, it is the sum.
private let logAddExp = ElementwiseProgram { a, b in
  let isSameInfinity = (a == b) && (a.abs() == .literal(.infinity))
  return isSameInfinity.select(a, a.maximum(b) + (-(a - b).abs()).exp().log1p())
}

private let logAddExpGradient = ElementwiseProgram { gradient, a, other in
  gradient / (1 + (other - a).exp())
}

extension Tensor {
  /// The logarithm of the sum of the exponentials, `ln(eᵃ + eᵇ)`, broadcast. Stops the program where
  /// the promoted dtype isn't floating point.
  public final func logAddExp(_ other: Tensor) -> Tensor {
    let type = Tensor.resultType(self, other)
    if !type.isFloatingPoint { fail("\"logaddexp_cpu\" not implemented for '\(type.scalarName)'") }
    let result = rawBinary(self, other, in: type, Neural.logAddExp)
    guard records(self, other) else { return result }
    let (savedA, savedB) = (SavedTensor(self), SavedTensor(other))
    let gradient = { (grad: Tensor, isFirst: Bool) in
      let (a, b) = SavedTensor.values(savedA, savedB)
      return logAddExpGradient.map(
        grad, rawCast(isFirst ? a : b, to: type), rawCast(isFirst ? b : a, to: type),
        in: type.computeType, to: type)
    }
    return result.recorded(
      "LogaddexpBackward0", self, { gradient($0, true) }, other, { gradient($0, false) })
  }
}
