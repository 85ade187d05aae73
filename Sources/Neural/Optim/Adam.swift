import CVectorMath

/// Adaptive moments, after Kingma and Ba (2015): steps along the running mean of the gradient,
/// divided by the root of the running mean of its square.
public class Adam: Optimizer {
  private let beta2: Double
  private let eps: Double
  private let weightDecay: Double
  private let amsgrad: Bool
  private var moments = ParameterStates<Moments>()

  private struct Moments {
    var steps = 0
    let first: Tensor
    let second: Tensor
    let largestSecond: Tensor?

    init(_ parameter: Tensor, amsgrad: Bool) {
      let type = parameter.dtype.compute
      first = Tensor.zeros(parameter.sizes, type)
      second = Tensor.zeros(parameter.sizes, type)
      largestSecond = amsgrad ? Tensor.zeros(parameter.sizes, type) : nil
    }
  }

  /// - Parameters:
  ///   - betas: how much of the running means of gradient and square each step keeps.
  ///   - eps: is added to the root, so that nothing is divided by 0.
  ///   - weightDecay: adds this multiple of the parameter to its gradient.
  ///   - amsgrad: divides by the largest mean square so far, after Reddi et al. (2018).
  public init(
    _ parameters: [Tensor], lr: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    eps: Double = 1e-8, weightDecay: Double = 0, amsgrad: Bool = false
  ) {
    if !(0..<1).contains(betas.0) { fail("Invalid beta parameter at index 0: \(betas.0)") }
    if !(0..<1).contains(betas.1) { fail("Invalid beta parameter at index 1: \(betas.1)") }
    if eps < 0 { fail("Invalid epsilon value: \(eps)") }
    beta2 = betas.1
    self.eps = eps
    self.weightDecay = weightDecay
    self.amsgrad = amsgrad
    super.init(parameters, learningRate: lr, momentum: betas.0)
  }

  /// Whether weight decay shrinks the parameter itself instead of entering its gradient.
  var decouplesDecay: Bool { false }

  override func update(_ parameter: Tensor, _ group: Group) {
    guard let gradient = parameter.grad else { return }
    moments.with(parameter, initial: Moments(parameter, amsgrad: amsgrad)) { moments in
      moments.steps += 1
      // Means that start at 0 are too small at first.
      let firstShare = 1 - Double.power(group.momentum, Double(moments.steps))
      let secondShare = 1 - Double.power(beta2, Double(moments.steps))
      let coefficients = AdamCoefficients(
        shrinking: decouplesDecay ? 1 - group.learningRate * weightDecay : 1,
        decay: decouplesDecay ? 0 : weightDecay, beta1: group.momentum, beta2: beta2,
        rate: group.learningRate / firstShare, root: secondShare.squareRoot(), eps: eps)
      // The update works on dense numbers of a compute type; others are copied there and back.
      let values = dense(computable(parameter))
      values.dtype.compute(
        AdamKernel(
          parameter: values, gradient: dense(converted(gradient, to: values.dtype)),
          first: moments.first, second: moments.second, largest: moments.largestSecond,
          coefficients: coefficients))
      if values !== parameter { transfer(values, to: parameter) }
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
  /// The largest mean square so far, where that is what steps are divided by.
  let largest: Tensor?
  let coefficients: AdamCoefficients

  func run<T: Real>(_ type: T.Type) {
    if T.dtype == .float32 && largest == nil { return runVectorized() }
    let (p, g) = (parameter.pointer(to: T.self), gradient.pointer(to: T.self))
    let (m, v) = (first.pointer(to: T.self), second.pointer(to: T.self))
    let peak = largest?.pointer(to: T.self)
    let (shrinking, decay) = (T(coefficients.shrinking), T(coefficients.decay))
    let (beta2, rest1, rest2) =
      (T(coefficients.beta2), T(1 - coefficients.beta1), T(1 - coefficients.beta2))
    let (rate, root, eps) = (T(coefficients.rate), T(coefficients.root), T(coefficients.eps))
    for index in 0..<parameter.count {
      let value = p[index] * shrinking
      let slope = g[index] + decay * value
      m[index] += rest1 * (slope - m[index])
      let spread = beta2 * v[index] + rest2 * slope * slope
      v[index] = spread
      var divisor = spread
      if let peak {
        divisor = max(peak[index], spread)
        peak[index] = divisor
      }
      p[index] = value - rate * m[index] / (divisor.squareRoot() / root + eps)
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

/// ``Adam`` whose weight decay shrinks the parameters themselves, after Loshchilov and Hutter (2019).
public final class AdamW: Adam {
  /// - Parameter weightDecay: times the learning rate, the share of itself that a parameter loses
  ///   with each step.
  public override init(
    _ parameters: [Tensor], lr: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    eps: Double = 1e-8, weightDecay: Double = 1e-2, amsgrad: Bool = false
  ) {
    super.init(
      parameters, lr: lr, betas: betas, eps: eps, weightDecay: weightDecay, amsgrad: amsgrad)
  }

  override var decouplesDecay: Bool { true }
}
