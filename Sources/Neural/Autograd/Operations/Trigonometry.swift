private let sine = UnaryOperation(
  "SinBackward0", { x in x.sin() }, gradient: .fromInput { grad, x in grad * x.cos() })
private let cosine = UnaryOperation(
  "CosBackward0", { x in x.cos() }, gradient: .fromInput { grad, x in grad * -x.sin() })
private let tangent = UnaryOperation(
  "TanBackward0", { x in x.tan() }, gradient: .fromOutput { grad, y in grad * (y * y + 1) })
private let arcSine = UnaryOperation(
  "AsinBackward0", { x in x.asin() },
  gradient: .fromInput { grad, x in grad * (1 - x * x).rsqrt() })
private let arcCosine = UnaryOperation(
  "AcosBackward0", { x in x.acos() },
  gradient: .fromInput { grad, x in grad * -(1 - x * x).rsqrt() })
private let arcTangent = UnaryOperation(
  "AtanBackward0", { x in x.atan() }, gradient: .fromInput { grad, x in grad / (x * x + 1) })

/// Trigonometric functions, in radians. Integers give the default type.
extension Tensor {
  /// The sine of each element.
  public final func sin() -> Tensor { sine(promotedToFloat) }

  /// The cosine of each element.
  public final func cos() -> Tensor { cosine(promotedToFloat) }

  /// The tangent of each element.
  public final func tan() -> Tensor { tangent(promotedToFloat) }

  /// The arcsine of each element, in [-π/2, π/2].
  public final func asin() -> Tensor { arcSine(promotedToFloat) }

  /// The arccosine of each element, in [0, π].
  public final func acos() -> Tensor { arcCosine(promotedToFloat) }

  /// The arctangent of each element, in [-π/2, π/2].
  public final func atan() -> Tensor { arcTangent(promotedToFloat) }
}
