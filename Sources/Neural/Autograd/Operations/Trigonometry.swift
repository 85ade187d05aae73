private enum Sine: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.sin(x) }
}

private enum Cosine: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.cos(x) }
}

private enum Tangent: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.tan(x) }
}

private enum ArcSine: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.asin(x) }
}

private enum ArcCosine: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.acos(x) }
}

private enum ArcTangent: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.atan(x) }
}

/// Trigonometric functions, in radians. Integers give the default type.
extension Tensor {
  /// The sine of each element.
  public final func sin() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, Sine.self).recorded("SinBackward0", x) { $0 * saved.value.cos() }
  }

  /// The cosine of each element.
  public final func cos() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, Cosine.self).recorded("CosBackward0", x) { $0 * -saved.value.sin() }
  }

  /// The tangent of each element.
  public final func tan() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, Tangent.self)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "TanBackward0")
    return result.recorded("TanBackward0", x) { $0 * (saved.value * saved.value + 1) }
  }

  /// The arcsine of each element, in [-π/2, π/2].
  public final func asin() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, ArcSine.self)
      .recorded("AsinBackward0", x) { $0 * (1 - saved.value * saved.value).rsqrt() }
  }

  /// The arccosine of each element, in [0, π].
  public final func acos() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, ArcCosine.self)
      .recorded("AcosBackward0", x) { $0 * -(1 - saved.value * saved.value).rsqrt() }
  }

  /// The arctangent of each element, in [-π/2, π/2].
  public final func atan() -> Tensor {
    let x = promotedToFloat
    let saved = SavedTensor(x)
    return rawUnary(x, ArcTangent.self)
      .recorded("AtanBackward0", x) { $0 / (saved.value * saved.value + 1) }
  }
}
