private let sine = ElementwiseProgram { x in x.sin() }
private let cosine = ElementwiseProgram { x in x.cos() }
private let tangent = ElementwiseProgram { x in x.tan() }
private let arcSine = ElementwiseProgram { x in x.asin() }
private let arcCosine = ElementwiseProgram { x in x.acos() }
private let arcTangent = ElementwiseProgram { x in x.atan() }

/// Trigonometric functions, in radians. Integers give the default type.
extension Tensor {
  /// The sine of each element.
  public final func sin() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, sine).recorded("SinBackward0", x) { $0 * saved.value.cos() }
  }

  /// The cosine of each element.
  public final func cos() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, cosine).recorded("CosBackward0", x) { $0 * -saved.value.sin() }
  }

  /// The tangent of each element.
  public final func tan() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, tangent)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "TanBackward0")
    return result.recorded("TanBackward0", x) { $0 * (saved.value * saved.value + 1) }
  }

  /// The arcsine of each element, in [-π/2, π/2].
  public final func asin() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, arcSine)
      .recorded("AsinBackward0", x) { $0 * (1 - saved.value * saved.value).rsqrt() }
  }

  /// The arccosine of each element, in [0, π].
  public final func acos() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, arcCosine)
      .recorded("AcosBackward0", x) { $0 * -(1 - saved.value * saved.value).rsqrt() }
  }

  /// The arctangent of each element, in [-π/2, π/2].
  public final func atan() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, arcTangent)
      .recorded("AtanBackward0", x) { $0 / (saved.value * saved.value + 1) }
  }
}
