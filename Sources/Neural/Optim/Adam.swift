/// Adam, after Kingma and Ba (2015): steps along the exponential average of the gradient, divided
/// by the root of that of its square.
public class Adam: Optimizer {
  private let beta2: Double
  private let eps: Double
  private let weightDecay: Double
  private let amsgrad: Bool
  private var moments = ParameterStates<Moments>()

  private struct Moments {
    var steps = 0
    /// The parameter's dtype, to which the moments are rounded; they are stored in its op-math
    /// type.
    let dtype: DType
    let first: Tensor
    let second: Tensor
    let largestSecond: Tensor?

    init(_ parameter: Tensor, amsgrad: Bool) {
      dtype = parameter.dtype
      first = Tensor.zeros(parameter.layout.shape, dtype.opMathType)
      second = Tensor.zeros(parameter.layout.shape, dtype.opMathType)
      largestSecond = amsgrad ? Tensor.zeros(parameter.layout.shape, dtype.opMathType) : nil
    }
  }

  /// An optimizer with one parameter group. Stops the program where an argument is out of its
  /// range.
  ///
  /// - Parameters:
  ///   - parameters: the leaf tensors to optimize, at least one.
  ///   - lr: the learning rate, at least 0.
  ///   - betas: the decay rates of the averages of the gradient and its square, in [0, 1).
  ///   - eps: is added to the denominator, at least 0.
  ///   - weightDecay: the L2 penalty: this multiple of the parameter is added to its gradient; at
  ///     least 0.
  ///   - amsgrad: whether to divide by the largest average so far, after Reddi et al. (2018).
  public init(
    _ parameters: [Tensor], lr: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    eps: Double = 1e-8, weightDecay: Double = 0, amsgrad: Bool = false
  ) {
    checkNotNegative(lr, "learning rate")
    checkNotNegative(eps, "epsilon value")
    for (index, beta) in [betas.0, betas.1].enumerated() where !(beta >= 0 && beta < 1) {
      fail("Invalid beta parameter at index \(index): \(pythonText(beta))")
    }
    checkNotNegative(weightDecay, "weight_decay value")
    beta2 = betas.1
    self.eps = eps
    self.weightDecay = weightDecay
    self.amsgrad = amsgrad
    super.init(parameters, learningRate: lr, momentum: betas.0)
  }

  /// Whether weight decay is decoupled: it shrinks the parameter itself instead of entering the
  /// gradient.
  var decouplesDecay: Bool { false }

  /// Updates one parameter and its averages.
  public override func update(_ parameter: Tensor, _ group: Group) {
    guard let gradient = parameter.grad else { return }
    let dtype = parameter.dtype
    if !dtype.isFloatingPoint {
      fail("\"lerp_kernel_scalar\" not implemented for '\(dtype.scalarName)'")
    }
    moments.with(parameter, initial: Moments(parameter, amsgrad: amsgrad)) { moments in
      if moments.dtype != dtype || gradient.dtype != dtype {
        fail(
          "expected dtype \(moments.dtype.cName) for `end` but got dtype \(gradient.dtype.cName)")
      }
      moments.steps += 1
      // Means that start at 0 are too small at first.
      let firstShare = 1 - Double.power(group.momentum, Double(moments.steps))
      let secondShare = 1 - Double.power(beta2, Double(moments.steps))
      let coefficients = AdamCoefficients(
        shrinking: decouplesDecay ? 1 - group.learningRate * weightDecay : 1,
        decay: decouplesDecay ? 0 : dtype.rounding(weightDecay), beta1: group.momentum,
        beta2: beta2,
        rate: group.learningRate / firstShare, root: secondShare.squareRoot(),
        eps: dtype.rounding(eps))
      coefficients.update(parameter, gradient, moments.first, moments.second, moments.largestSecond)
      parameter.storage.version += 1
    }
  }
}

extension AdamCoefficients {
  /// Updates a parameter and its moments.
  ///
  /// - Parameter largest: the largest average of squares so far, for AMSGrad.
  func update(
    _ parameter: Tensor, _ gradient: Tensor, _ first: Tensor, _ second: Tensor, _ largest: Tensor?
  ) {
    let dtype = parameter.dtype
    if largest == nil
      && parameter.backend.adamStep(parameter, gradient, first, second, self)
    {
      return
    }
    let moments = [first, second] + (largest.map { [$0] } ?? [])
    AdamCoefficients.program(dtype, amsgrad: largest != nil).run(
      [parameter, gradient] + moments, into: [parameter] + moments, in: dtype.computeType,
      parameters: [shrinking, decay, 1 - beta1, beta2, 1 - beta2, rate, root, eps])
  }

  private static func program(_ dtype: DType, amsgrad: Bool) -> ElementwiseProgram {
    switch dtype {
    case .float16: amsgrad ? halfAMSGrad : halfAdam
    case .bfloat16: amsgrad ? bfloatAMSGrad : bfloatAdam
    default: amsgrad ? amsgradStep : adamStep
    }
  }

  private static let adamStep = step(.float32, amsgrad: false)
  private static let amsgradStep = step(.float32, amsgrad: true)
  private static let halfAdam = step(.float16, amsgrad: false)
  private static let halfAMSGrad = step(.float16, amsgrad: true)
  private static let bfloatAdam = step(.bfloat16, amsgrad: false)
  private static let bfloatAMSGrad = step(.bfloat16, amsgrad: true)

  /// - Parameter dtype: the parameter's, to which the result of each of PyTorch's operations is rounded.
  private static func step(_ dtype: DType, amsgrad: Bool) -> ElementwiseProgram {
    ElementwiseProgram(inputs: amsgrad ? 5 : 4, parameters: 8) { x, c in
      let round = { (value: Expression) in value.rounded(to: dtype) }
      let value = round(x[0] * c[0])
      let gradient = round(x[1] + c[1] * value)
      let first = round(x[2] + c[2] * (gradient - x[2]))
      let second = round(round(c[3] * x[3]) + c[4] * gradient * gradient)
      let largest = amsgrad ? x[4].maximum(second) : second
      let divisor = round(round(round(largest.sqrt()) / c[6]) + c[7])
      let result = round(value - c[5] * first / divisor)
      return amsgrad ? [result, first, second, largest] : [result, first, second]
    }
  }
}

/// Adam with decoupled weight decay, after Loshchilov and Hutter (2019).
public final class AdamW: Adam {
  /// An optimizer with one parameter group. Stops the program where an argument is out of its
  /// range.
  ///
  /// - Parameters:
  ///   - parameters: the leaf tensors to optimize, at least one.
  ///   - lr: the learning rate, at least 0.
  ///   - betas: the decay rates of the averages of the gradient and its square, in [0, 1).
  ///   - eps: is added to the denominator, at least 0.
  ///   - weightDecay: each step multiplies the parameter by `1 − lr · weightDecay`; at least 0.
  ///   - amsgrad: whether to divide by the largest average so far, after Reddi et al. (2018).
  public override init(
    _ parameters: [Tensor], lr: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    eps: Double = 1e-8, weightDecay: Double = 1e-2, amsgrad: Bool = false
  ) {
    super.init(
      parameters, lr: lr, betas: betas, eps: eps, weightDecay: weightDecay, amsgrad: amsgrad)
  }

  override var decouplesDecay: Bool { true }
}
