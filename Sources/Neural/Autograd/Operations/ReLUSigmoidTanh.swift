import CVectorMath

private enum ReLUFunction: UnaryFunction {
  static var vectorized: vector_function? { VECTOR_RELU }

  @inline(__always)
  static func apply<T: Number>(_ x: T) -> T { x < T.zero ? T.zero : x }
}

private enum SigmoidFunction: RealFunction {
  static var vectorized: vector_function? { VECTOR_SIGMOID }

  @inline(__always) static func apply<T: Real>(_ x: T) -> T { 1 / (1 + T.exp(-x)) }
}

private enum TanhFunction: RealFunction {
  static var vectorized: vector_function? { VECTOR_TANH }

  @inline(__always) static func apply<T: Real>(_ x: T) -> T { T.tanh(x) }
}

/// The gradient where the output is positive or nan, 0 elsewhere: ATen's `threshold_backward`.
private enum ThresholdBackward: BinaryFunction {
  @inline(__always)
  static func apply<T: Number>(_ gradient: T, _ output: T) -> T {
    output <= T.zero ? T.zero : gradient
  }
}

/// The gradient times `y · (1 − y)`: ATen's `sigmoid_backward`.
private enum SigmoidBackward: BinaryFunction {
  @inline(__always)
  static func apply<T: Number>(_ gradient: T, _ y: T) -> T {
    T.multiply(T.multiply(gradient, T.subtract(T.one, y)), y)
  }
}

/// The gradient times `1 − y²`, which is rounded once: ATen's `tanh_backward`.
private enum TanhBackward: BinaryFunction {
  @inline(__always)
  static func apply<T: Number>(_ gradient: T, _ y: T) -> T {
    T.multiply(gradient, T.addProduct(T.one, T.negate(y), y))
  }
}

/// The gradient of tanh's input, from the output and its gradient.
private func tanhGradient(_ gradient: Tensor, _ output: Tensor) -> Tensor {
  let isPlain =
    gradient.isContiguous && output.isContiguous && gradient.layout.shape == output.layout.shape
  if !isPlain || gradient.dtype != .float32 || output.dtype != .float32 {
    return rawBinary(gradient, output, in: gradient.dtype, TanhBackward.self)
  }
  let result = Tensor(uninitialized: output.layout.shape, .float32)
  vector_tanh_gradient(
    gradient.pointer(to: Float.self), output.pointer(to: Float.self),
    result.pointer(to: Float.self), result.count)
  return result
}

/// The gradient of relu's input, from the output and its gradient.
func reluGradient(_ gradient: Tensor, _ output: Tensor) -> Tensor {
  rawBinary(gradient, output, in: gradient.dtype, ThresholdBackward.self)
}

extension Tensor {
  /// The rectified linear unit, `max(x, 0)`, of each element. Stops the program for type bool.
  public final func relu() -> Tensor {
    if dtype == .bool { fail("Boolean inputs not supported for relu") }
    let result = rawUnary(self, ReLUFunction.self)
    guard records(self) else { return result }
    let saved = SavedTensor(output: result, of: "ReluBackward0")
    return result.recorded("ReluBackward0", self) { reluGradient($0, saved.value) }
  }

  /// The logistic function of each element, `1 / (1 + e^-x)`. Integers give the default type.
  public final func sigmoid() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, SigmoidFunction.self)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "SigmoidBackward0")
    return result.recorded("SigmoidBackward0", x) {
      rawBinary($0, saved.value, in: $0.dtype, SigmoidBackward.self)
    }
  }

  /// The hyperbolic tangent of each element. Integers give the default type.
  public final func tanh() -> Tensor {
    let x = promotedToFloat
    let result = rawUnary(x, TanhFunction.self)
    guard records(x) else { return result }
    let saved = SavedTensor(output: result, of: "TanhBackward0")
    return result.recorded("TanhBackward0", x) { tanhGradient($0, saved.value) }
  }
}
