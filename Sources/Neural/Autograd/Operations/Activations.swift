private let rectifier = UnaryOperation(
  "ReluBackward0", { x in x.relu() }, gradient: .fromOutput { reluGradient($0, $1) })
private let logistic = UnaryOperation(
  "SigmoidBackward0", { x in x.sigmoid() },
  gradient: .fromOutput { grad, y in rawBinary(grad, y, in: grad.dtype, sigmoidBackward) })
private let hyperbolicTangent = UnaryOperation(
  "TanhBackward0", { x in x.tanh() },
  gradient: .fromOutput { grad, y in rawBinary(grad, y, in: grad.dtype, tanhBackward) })

/// The gradient where the output is positive or nan, 0 elsewhere: ATen's `threshold_backward`.
private let thresholdBackward = ElementwiseProgram { gradient, output in
  gradient.passing(where: output)
}

/// The gradient times `y · (1 − y)`: ATen's `sigmoid_backward`.
private let sigmoidBackward = ElementwiseProgram { gradient, y in gradient * (1 - y) * y }

/// The gradient times `1 − y²`, which is rounded once: ATen's `tanh_backward`.
private let tanhBackward = ElementwiseProgram { gradient, y in
  gradient * Expression.literal(1).addingProduct(-y, y)
}

/// The gradient of relu's input, from the output and its gradient.
func reluGradient(_ gradient: Tensor, _ output: Tensor) -> Tensor {
  rawBinary(gradient, output, in: gradient.dtype, thresholdBackward)
}

extension Tensor {
  /// The rectified linear unit, `max(x, 0)`, of each element. Stops the program for type bool.
  public final func relu() -> Tensor {
    checkRelu()
    return rectifier(self)
  }

  final func checkRelu() {
    if dtype == .bool { fail("Boolean inputs not supported for relu") }
  }

  final func rawRelu(into target: Tensor) { rawUnary(self, into: target, rectifier.program) }

  /// The logistic function of each element, `1 / (1 + e^-x)`. Integers give the default type.
  public final func sigmoid() -> Tensor { logistic(promotedToFloat) }

  /// The hyperbolic tangent of each element. Integers give the default type.
  public final func tanh() -> Tensor { hyperbolicTangent(promotedToFloat) }
}

/// An activation function and its gradient by that of the result, multiplied in PyTorch's order, so that
/// it is rounded to the same number.
private struct Activation {
  let value: ElementwiseProgram
  let gradient: ElementwiseProgram

  init(
    parameters: Int = 0, value: (Expression, [Expression]) -> Expression,
    gradient: (_ gradient: Expression, _ x: Expression, _ parameters: [Expression]) -> Expression
  ) {
    self.value = ElementwiseProgram(inputs: 1, parameters: parameters) { [value($0[0], $1)] }
    self.gradient = ElementwiseProgram(inputs: 2, parameters: parameters) {
      [gradient($0[0], $0[1], $1)]
    }
  }

  static let leakyReLU = Activation(
    parameters: 1,
    value: { x, p in x.leaky(p[0], where: x) },
    gradient: { gradient, x, p in gradient.leaky(p[0], where: x) })

  static let elu = Activation(
    parameters: 1,
    value: { x, p in x.elu(p[0]) },
    gradient: { gradient, x, p in (x <= 0).select(gradient * p[0] * x.exp(), gradient) })

  static let gelu = Activation(
    value: { x, _ in x.gelu() },
    gradient: { gradient, x, _ in
      let density = (x * x * -0.5).exp() * .literal(1 / (2 * Double.pi).squareRoot())
      return gradient * x.normalDistribution().addingProduct(x, density)
    })

  /// `x · Φ(x)` with the approximation `Φ(x) = (1 + tanh(√(2/π) · (x + 0.044715 · x³))) / 2`.
  static let tanhGELU = Activation(
    value: { x, _ in x * (1 + bend(x)) * 0.5 },
    gradient: { gradient, x, _ in
      let bend = bend(x)
      let inner = Expression.literal((2 / Double.pi).squareRoot()) * (1 + 0.134145 * x * x)
      let outer = x * 0.5 * Expression.literal(1).addingProduct(-bend, bend)
      return gradient * ((1 + bend) * 0.5).addingProduct(outer, inner)
    })

  private static func bend(_ x: Expression) -> Expression {
    (Expression.literal((2 / Double.pi).squareRoot()) * (x + 0.044715 * x * x * x)).tanh()
  }

  static let silu = Activation(
    value: { x, _ in x.silu() },
    gradient: { gradient, x, _ in
      let share = x.sigmoid()
      return gradient * share * Expression.literal(1).addingProduct(x, 1 - share)
    })

  /// For a `beta` of 1; the parameter is the threshold.
  static let unitSoftplus = Activation(
    parameters: 1,
    value: { x, p in (x > p[0]).select(x, x.exp().log1p()) },
    gradient: { gradient, x, p in
      let power = x.exp()
      return (x > p[0]).select(gradient, gradient * power / (power + 1))
    })

  /// The parameters are `beta` and the threshold.
  static let softplus = Activation(
    parameters: 2,
    value: { x, p in
      let scaled = x * p[0]
      return (scaled > p[1]).select(x, scaled.exp().log1p() / p[0])
    },
    gradient: { gradient, x, p in
      let scaled = x * p[0]
      let power = scaled.exp()
      return (scaled > p[1]).select(gradient, gradient * power / (power + 1))
    })
}

extension Tensor {
  /// The leaky rectified linear unit of each element: `x`, or `negativeSlope · x` where that is
  /// negative. Stops the program where the dtype isn't floating point.
  public final func leakyReLU(negativeSlope: Double = 0.01) -> Tensor {
    activation(
      "leaky_relu_cpu", "LeakyReluBackward0", .leakyReLU, [negativeSlope])
  }

  /// The exponential linear unit of each element: `x`, or `alpha · (e^x − 1)` where that is
  /// negative. Stops the program where the dtype isn't floating point.
  public final func elu(alpha: Double = 1) -> Tensor {
    activation("elu_cpu", "EluBackward0", .elu, [alpha])
  }

  /// The Gaussian error linear unit of each element, `x · Φ(x)` with the standard normal
  /// distribution function. Stops the program where the dtype isn't floating point.
  ///
  /// - Parameter approximatesWithTanh: computes `Φ` by the approximation that PyTorch calls `tanh`.
  public final func gelu(approximatesWithTanh: Bool = false) -> Tensor {
    approximatesWithTanh
      ? activation("GeluKernelImpl", "GeluBackward0", .tanhGELU)
      : activation("GeluKernelImpl", "GeluBackward0", .gelu)
  }

  /// The sigmoid linear unit (swish) of each element, `x / (1 + e^-x)`. Stops the program where the
  /// dtype isn't floating point.
  public final func silu() -> Tensor { activation("silu_cpu", "SiluBackward0", .silu) }

  /// Softplus of each element: `log(1 + e^(beta·x)) / beta`, or `x` where `beta · x` exceeds the
  /// threshold. Stops the program where the dtype isn't floating point.
  public final func softplus(beta: Double = 1, threshold: Double = 20) -> Tensor {
    beta == 1
      ? activation("softplus_cpu", "SoftplusBackward0", .unitSoftplus, [threshold])
      : activation("softplus_cpu", "SoftplusBackward0", .softplus, [beta, threshold])
  }

  private final func activation(
    _ kernel: String, _ name: String, _ function: Activation, _ parameters: [Double] = []
  ) -> Tensor {
    if !dtype.isFloatingPoint {
      fail("\"\(kernel)\" not implemented for '\(dtype.scalarName)'")
    }
    let result = rawUnary(self, function.value, parameters: parameters)
    guard records(self) else { return result }
    let saved = SavedTensor(self)
    return result.recorded(name, self) {
      rawBinary($0, saved.value, in: $0.dtype, function.gradient, parameters: parameters)
    }
  }
}
