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

/// An activation function and its gradient, multiplied in PyTorch's order, so that it is rounded to
/// the same number.
private protocol Differentiable {
  func value<T: Real>(_ x: T) -> T
  func gradient<T: Real>(_ gradient: T, _ x: T) -> T
}

private struct ValueKernel<Function: Differentiable>: RealKernel {
  let function: Function
  let input: Tensor
  let output: Tensor

  func run<T: Real>(_ type: T.Type) {
    map(input, output, T.self, T.self) { function.value($0) }
  }
}

private struct GradientKernel<Function: Differentiable>: RealKernel {
  let function: Function
  let gradient: Tensor
  let input: Tensor
  let output: Tensor

  func run<T: Real>(_ type: T.Type) {
    zip(gradient, input, output, T.self, T.self) { function.gradient($0, $1) }
  }
}

private struct LeakyReLUFunction: Differentiable {
  let negativeSlope: Double

  @inline(__always)
  func value<T: Real>(_ x: T) -> T { x > 0 ? x : x * T(negativeSlope) }
  @inline(__always)
  func gradient<T: Real>(_ gradient: T, _ x: T) -> T {
    x > 0 ? gradient : gradient * T(negativeSlope)
  }
}

private struct ELUFunction: Differentiable {
  let alpha: Double

  @inline(__always)
  func value<T: Real>(_ x: T) -> T { x <= 0 ? T(alpha) * T.expm1(x) : x }
  @inline(__always)
  func gradient<T: Real>(_ gradient: T, _ x: T) -> T {
    x <= 0 ? gradient * T(alpha) * T.exp(x) : gradient
  }
}

/// `x · Φ(x)`, after Hendrycks and Gimpel (2016).
private struct GELUFunction: Differentiable {
  @inline(__always)
  func value<T: Real>(_ x: T) -> T { x * share(x) }

  @inline(__always)
  func gradient<T: Real>(_ gradient: T, _ x: T) -> T {
    let density = T.exp(-x * x / 2) * T(1 / (2 * Double.pi).squareRoot())
    return gradient * T.addProduct(share(x), x, density)
  }

  @inline(__always)
  private func share<T: Real>(_ x: T) -> T { (1 + T.erf(x * T(0.5.squareRoot()))) / 2 }
}

/// `x · Φ(x)` with the approximation `Φ(x) = (1 + tanh(√(2/π) · (x + 0.044715 · x³))) / 2`.
private struct TanhGELUFunction: Differentiable {
  private let scale = (2 / Double.pi).squareRoot()

  @inline(__always)
  func value<T: Real>(_ x: T) -> T {
    x * (1 + T.tanh(T(scale) * (x + T(0.044715) * x * x * x))) / 2
  }

  @inline(__always)
  func gradient<T: Real>(_ gradient: T, _ x: T) -> T {
    let bend = T.tanh(T(scale) * (x + T(0.044715) * x * x * x))
    let inner = T(scale) * (1 + T(3 * 0.044715) * x * x)
    let outer = x / 2 * T.addProduct(1, -bend, bend)
    return gradient * T.addProduct((1 + bend) / 2, outer, inner)
  }
}

private struct SiLUFunction: Differentiable {
  @inline(__always)
  func value<T: Real>(_ x: T) -> T { x / (1 + T.exp(-x)) }

  @inline(__always)
  func gradient<T: Real>(_ gradient: T, _ x: T) -> T {
    let share: T = 1 / (1 + T.exp(-x))
    return gradient * share * T.addProduct(1, x, 1 - share)
  }
}

private struct SoftplusFunction: Differentiable {
  let beta: Double
  let threshold: Double

  @inline(__always)
  func value<T: Real>(_ x: T) -> T {
    let scaled = x * T(beta)
    if scaled > T(threshold) { return x }
    let scale = T(beta)
    return T.log1p(T.exp(scaled)) / scale
  }

  @inline(__always)
  func gradient<T: Real>(_ gradient: T, _ x: T) -> T {
    let scaled = x * T(beta)
    if scaled > T(threshold) { return gradient }
    let power = T.exp(scaled)
    return gradient * power / (power + 1)
  }
}

extension Tensor {
  /// The leaky rectified linear unit of each element: `x`, or `negativeSlope · x` where that is
  /// negative. Stops the program where the dtype isn't floating point.
  public final func leakyReLU(negativeSlope: Double = 0.01) -> Tensor {
    activation(
      "leaky_relu_cpu", "LeakyReluBackward0", LeakyReLUFunction(negativeSlope: negativeSlope))
  }

  /// The exponential linear unit of each element: `x`, or `alpha · (e^x − 1)` where that is
  /// negative. Stops the program where the dtype isn't floating point.
  public final func elu(alpha: Double = 1) -> Tensor {
    activation("elu_cpu", "EluBackward0", ELUFunction(alpha: alpha))
  }

  /// The Gaussian error linear unit of each element, `x · Φ(x)` with the standard normal
  /// distribution function. Stops the program where the dtype isn't floating point.
  ///
  /// - Parameter approximatesWithTanh: computes `Φ` by the approximation that PyTorch calls `tanh`.
  public final func gelu(approximatesWithTanh: Bool = false) -> Tensor {
    approximatesWithTanh
      ? activation("GeluKernelImpl", "GeluBackward0", TanhGELUFunction())
      : activation("GeluKernelImpl", "GeluBackward0", GELUFunction())
  }

  /// The sigmoid linear unit (swish) of each element, `x / (1 + e^-x)`. Stops the program where the
  /// dtype isn't floating point.
  public final func silu() -> Tensor { activation("silu_cpu", "SiluBackward0", SiLUFunction()) }

  /// Softplus of each element: `log(1 + e^(beta·x)) / beta`, or `x` where `beta · x` exceeds the
  /// threshold. Stops the program where the dtype isn't floating point.
  public final func softplus(beta: Double = 1, threshold: Double = 20) -> Tensor {
    activation(
      "softplus_cpu", "SoftplusBackward0", SoftplusFunction(beta: beta, threshold: threshold))
  }

  private final func activation(
    _ kernel: String, _ name: String, _ function: some Differentiable
  ) -> Tensor {
    if !dtype.isFloatingPoint {
      fail("\"\(kernel)\" not implemented for '\(dtype.scalarName)'")
    }
    let input = rawCast(self, to: dtype.opMathType)
    let output = Tensor(uninitialized: input.layout.shape, input.dtype)
    input.dtype.dispatch(ValueKernel(function: function, input: input, output: output))
    let result = rawCast(output, to: dtype)
    guard records(self) else { return result }
    let saved = SavedTensor(self)
    return result.recorded(name, self) { grad in
      let input = rawCast(saved.value, to: saved.value.dtype.opMathType)
      let gradient = rawCast(grad, to: input.dtype)
      let output = Tensor(uninitialized: input.layout.shape, input.dtype)
      input.dtype.dispatch(
        GradientKernel(function: function, gradient: gradient, input: input, output: output))
      return rawCast(output, to: grad.dtype)
    }
  }
}
