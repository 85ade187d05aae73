import CVectorMath

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
      // The kernel takes contiguous tensors of an op-math type; others are cast there and back.
      let values = rawContiguous(rawCastToOpMath(parameter))
      values.dtype.dispatch(
        AdamKernel(
          parameter: values, gradient: rawContiguous(rawCastToOpMath(gradient)),
          first: moments.first,
          second: moments.second, largest: moments.largestSecond, dtype: dtype,
          coefficients: coefficients))
      if values !== parameter { rawCopy(values, to: parameter) }
      parameter.storage.version += 1
    }
  }
}

private struct AdamCoefficients {
  let shrinking: Double
  let decay: Double
  let beta1: Double
  let beta2: Double
  let rate: Double
  let root: Double
  let eps: Double
}

/// One step for all elements, in one pass:
/// `m += (1 − β₁)(g − m)`, `v = β₂v + (1 − β₂)g²`, `p -= rate · m / (√v / root + eps)`.
private struct AdamKernel: RealKernel {
  let parameter: Tensor
  let gradient: Tensor
  let first: Tensor
  let second: Tensor
  /// The largest average of squares so far, for AMSGrad.
  let largest: Tensor?
  /// The parameter's dtype, to which the result of each of PyTorch's operations is rounded.
  let dtype: DType
  let coefficients: AdamCoefficients

  func run<T: Real>(_ type: T.Type) {
    if dtype == .float32 && largest == nil { return runVectorized() }
    let dtype = dtype
    if dtype == dtype.opMathType { run(T.self) { $0 } } else { run(T.self) { dtype.rounding($0) } }
  }

  @inline(__always)
  private func run<T: Real>(_: T.Type, _ round: (T) -> T) {
    let (p, g) = (parameter.pointer(to: T.self), gradient.pointer(to: T.self))
    let (m, v) = (first.pointer(to: T.self), second.pointer(to: T.self))
    let peak = largest?.pointer(to: T.self)
    let (shrinking, decay) = (T(coefficients.shrinking), T(coefficients.decay))
    let (beta2, rest1, rest2) =
      (T(coefficients.beta2), T(1 - coefficients.beta1), T(1 - coefficients.beta2))
    let (rate, root, eps) = (T(coefficients.rate), T(coefficients.root), T(coefficients.eps))
    for index in 0..<parameter.count {
      let value = round(p[index] * shrinking)
      let gradient = round(g[index] + decay * value)
      m[index] = round(m[index] + rest1 * (gradient - m[index]))
      let spread = round(round(beta2 * v[index]) + rest2 * gradient * gradient)
      v[index] = spread
      var divisor = spread
      if let peak {
        divisor = max(peak[index], spread)
        peak[index] = divisor
      }
      divisor = round(round(round(divisor.squareRoot()) / root) + eps)
      p[index] = round(value - rate * m[index] / divisor)
    }
  }
}

extension AdamKernel {
  private func runVectorized() {
    let c = coefficients
    vector_adam(
      parameter.pointer(to: Float.self), gradient.pointer(to: Float.self),
      first.pointer(to: Float.self), second.pointer(to: Float.self), parameter.count,
      vector_adam_coefficients(
        shrinking: Float(c.shrinking), decay: Float(c.decay), rest1: Float(1 - c.beta1),
        beta2: Float(c.beta2), rest2: Float(1 - c.beta2), rate: Float(c.rate), root: Float(c.root),
        eps: Float(c.eps)))
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
