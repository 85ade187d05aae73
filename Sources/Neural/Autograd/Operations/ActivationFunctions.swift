import CVectorMath

private enum Rectifier: UnaryFunction {
  static var vectorized: vector_function? { VECTOR_RELU }

  @inline(__always)
  static func apply<T: Number>(_ x: T) -> T { x < T.zero ? T.zero : x }
}

private enum Logistic: RealFunction {
  static var vectorized: vector_function? { VECTOR_SIGMOID }

  @inline(__always) static func apply<T: Real>(_ x: T) -> T { 1 / (1 + T.exp(-x)) }
}

private enum HyperbolicTangent: RealFunction {
  static var vectorized: vector_function? { VECTOR_TANH }

  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.tanh(x) }
}

/// A gradient where the output was positive or nan, 0 elsewhere.
private enum WherePositive: BinaryFunction {
  @inline(__always)
  static func apply<T: Number>(_ gradient: T, _ output: T) -> T {
    output <= T.zero ? T.zero : gradient
  }
}

/// A gradient times y·(1 − y), the derivative of the logistic function in terms of its value.
private enum LogisticSlope: BinaryFunction {
  @inline(__always)
  static func apply<T: Number>(_ gradient: T, _ y: T) -> T {
    T.multiply(T.multiply(gradient, T.subtract(T.one, y)), y)
  }
}

/// A gradient times 1 − y², rounded once, the derivative of the hyperbolic tangent in terms of its
/// value.
private enum HyperbolicTangentSlope: BinaryFunction {
  @inline(__always)
  static func apply<T: Number>(_ gradient: T, _ y: T) -> T {
    T.multiply(gradient, T.addProduct(T.one, T.negate(y), y))
  }
}

/// The gradient of the hyperbolic tangent's input from its output and the gradient of that.
private func tanhGradient(_ gradient: Tensor, _ output: Tensor) -> Tensor {
  let isPlain = gradient.isDense && output.isDense && gradient.sizes == output.sizes
  if !isPlain || gradient.dtype != .float32 || output.dtype != .float32 {
    return combined(gradient, output, in: gradient.dtype, HyperbolicTangentSlope.self)
  }
  let result = Tensor(uninitialized: output.sizes, .float32)
  vector_tanh_gradient(
    gradient.pointer(to: Float.self), output.pointer(to: Float.self),
    result.pointer(to: Float.self), result.count)
  return result
}

/// The gradient of relu's input from its output and the gradient of that.
func reluGradient(_ gradient: Tensor, _ output: Tensor) -> Tensor {
  combined(gradient, output, in: gradient.dtype, WherePositive.self)
}

extension Tensor {
  /// Each element, or 0 where it is negative.
  public final func relu() -> Tensor {
    if dtype == .bool { fail("Boolean inputs not supported for relu") }
    let result = mapped(self, Rectifier.self)
    guard records(self) else { return result }
    let saved = Saved(output: result, of: "ReluBackward0")
    return result.recorded("ReluBackward0", self) { reluGradient($0, saved.value) }
  }

  /// The logistic function of each element, `1 / (1 + e^-x)`.
  public final func sigmoid() -> Tensor {
    let x = real
    let result = mapped(x, Logistic.self)
    guard records(x) else { return result }
    let saved = Saved(output: result, of: "SigmoidBackward0")
    return result.recorded("SigmoidBackward0", x) {
      combined($0, saved.value, in: $0.dtype, LogisticSlope.self)
    }
  }

  /// The hyperbolic tangent of each element.
  public final func tanh() -> Tensor {
    let x = real
    let result = mapped(x, HyperbolicTangent.self)
    guard records(x) else { return result }
    let saved = Saved(output: result, of: "TanhBackward0")
    return result.recorded("TanhBackward0", x) { tanhGradient($0, saved.value) }
  }
}
