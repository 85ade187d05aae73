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
    var first: Tensor
    var second: Tensor
    var largestSecond: Tensor

    init(_ parameter: Tensor) {
      first = Tensor.zerosLike(parameter)
      second = Tensor.zerosLike(parameter)
      largestSecond = second
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
    guard var slope = parameter.grad else { return }
    if weightDecay != 0 && decouplesDecay {
      parameter *= 1 - group.learningRate * weightDecay
    } else if weightDecay != 0 {
      slope = slope + parameter * weightDecay
    }
    moments.with(parameter, initial: Moments(parameter)) { moments in
      moments.steps += 1
      moments.first.update(scale: group.momentum, adding: 1 - group.momentum, times: slope)
      moments.second.update(scale: beta2, adding: 1 - beta2, times: slope.square())
      var spread = moments.second
      if amsgrad {
        moments.largestSecond = moments.largestSecond.maximum(moments.second)
        spread = moments.largestSecond
      }
      // Means that start at 0 are too small at first.
      let firstShare = 1 - power(group.momentum, moments.steps)
      let secondShare = 1 - power(beta2, moments.steps)
      let step = AdamStep(
        rate: group.learningRate / firstShare, root: secondShare.squareRoot(), eps: eps)
      step.apply(to: parameter, moments.first, spread)
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    Double.power(base, Double(exponent))
  }
}

/// `parameter -= rate · mean / (√spread / root + eps)`, in one pass over the elements.
private struct AdamStep {
  let rate: Double
  let root: Double
  let eps: Double

  func apply(to parameter: Tensor, _ mean: Tensor, _ spread: Tensor) {
    if parameter.isDense && parameter.dtype == parameter.dtype.compute {
      parameter.dtype.compute(Kernel(step: self, parameter: parameter, mean: mean, spread: spread))
      parameter.storage.version += 1
    } else {
      parameter -= mean / (spread.sqrt() / root + eps) * rate
    }
  }

  private struct Kernel: RealKernel {
    let step: AdamStep
    let parameter: Tensor
    let mean: Tensor
    let spread: Tensor

    func run<T: Real>(_ type: T.Type) {
      let into = parameter.pointer(to: T.self)
      let (mean, spread) = (mean.pointer(to: T.self), spread.pointer(to: T.self))
      let (rate, root, eps) = (T(step.rate), T(step.root), T(step.eps))
      for index in 0..<parameter.count {
        into[index] -= rate * mean[index] / (spread[index].squareRoot() / root + eps)
      }
    }
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
