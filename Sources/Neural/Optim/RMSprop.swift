import Synchronization

/// RMSprop, after a lecture of Tieleman and Hinton (2012): steps along the gradient, divided by the
/// root of the exponential average of its square.
public final class RMSprop: Optimizer {
  private let alpha: Double
  private let eps: Double
  private let weightDecay: Double
  private let centered: Bool
  private var averages = ParameterStates<Averages>()

  private struct Averages {
    let square: Tensor
    let gradient: Tensor?
    var velocity: Tensor?
  }

  /// An optimizer with one parameter group. Stops the program where an argument is negative or nan.
  ///
  /// - Parameters:
  ///   - parameters: the leaf tensors to optimize, at least one.
  ///   - lr: the learning rate.
  ///   - alpha: the decay rate of the average.
  ///   - eps: is added to the denominator.
  ///   - weightDecay: the L2 penalty: this multiple of the parameter is added to its gradient.
  ///   - momentum: the decay rate of the momentum buffer; 0 for no momentum.
  ///   - centered: whether to divide by the root of the estimated variance instead.
  public init(
    _ parameters: [Tensor], lr: Double = 1e-2, alpha: Double = 0.99, eps: Double = 1e-8,
    weightDecay: Double = 0, momentum: Double = 0, centered: Bool = false
  ) {
    checkNotNegative(lr, "learning rate")
    checkNotNegative(eps, "epsilon value")
    checkNotNegative(momentum, "momentum value")
    checkNotNegative(weightDecay, "weight_decay value")
    checkNotNegative(alpha, "alpha value")
    self.alpha = alpha
    self.eps = eps
    self.weightDecay = weightDecay
    self.centered = centered
    super.init(parameters, learningRate: lr, momentum: momentum)
  }

  /// Updates one parameter and its averages.
  public override func update(_ parameter: Tensor, _ group: Group) {
    guard var gradient = parameter.grad else { return }
    if !parameter.dtype.isFloatingPoint {
      let name = parameter.dtype.scalarName
      fail("result type Float can't be cast to the desired output type \(name)")
    }
    if weightDecay != 0 { gradient = gradient.rawAdd(weightDecay, times: parameter) }
    let hasMomentum = group.momentum > 0
    let zeros = { Tensor.zerosLike(parameter) }
    averages.with(
      parameter, initial: Averages(square: zeros(), gradient: centered ? zeros() : nil)
    ) { averages in
      if let mean = averages.gradient { checkTypes(mean, gradient) }
      if hasMomentum && averages.velocity == nil { averages.velocity = zeros() }
      let type = parameter.dtype
      let velocity = hasMomentum ? averages.velocity : nil
      let states = [averages.square, averages.gradient, velocity].compactMap { $0 }
      let step = RMSpropStep(dtype: type, centered: centered, hasMomentum: hasMomentum)
      step.program.run(
        [parameter, gradient] + states, into: [parameter] + states, in: type.computeType,
        parameters: [
          alpha, 1 - alpha, type.rounding(eps), group.momentum, -group.learningRate,
          type.rounding(-group.learningRate),
        ])
      parameter.storage.version += 1
    }
  }
}

/// What a step of RMSprop does, for all elements in one pass.
private struct RMSpropStep: Hashable {
  /// The parameter's dtype, to which the result of each of PyTorch's operations is rounded.
  let dtype: DType
  let centered: Bool
  let hasMomentum: Bool

  private static let programs = Mutex<[RMSpropStep: ElementwiseProgram]>([:])

  var program: ElementwiseProgram {
    RMSpropStep.programs.withLock { programs in
      if let program = programs[self] { return program }
      let program = ElementwiseProgram(
        inputs: 3 + (centered ? 1 : 0) + (hasMomentum ? 1 : 0), parameters: 6, step)
      programs[self] = program
      return program
    }
  }

  private func step(_ x: [Expression], _ c: [Expression]) -> [Expression] {
    let round = { (value: Expression) in value.rounded(to: dtype) }
    let gradient = x[1]
    let square = round(round(x[2] * c[0]) + gradient * gradient * c[1])
    var (spread, states) = (square, [square])
    if centered {
      let mean = round(x[3] + (gradient - x[3]) * c[1])
      spread = round(spread - mean * mean)
      states.append(mean)
    }
    let step = gradient / round(round(spread.sqrt()) + c[2])
    if !hasMomentum { return [round(x[0].addingProduct(c[4], step))] + states }
    let velocity = round(round(x[x.count - 1] * c[3]) + step)
    return [round(x[0].addingProduct(c[5], velocity))] + states + [velocity]
  }
}
