/// RMSprop, after a lecture of Tieleman and Hinton (2012): steps along the gradient, divided by the
/// root of the exponential average of its square.
public final class RMSprop: Optimizer {
  private let alpha: Double
  private let eps: Double
  private let weightDecay: Double
  private let centered: Bool
  private var averages = ParameterStates<Averages>()

  private struct Averages {
    var square: Tensor
    var gradient: Tensor
    var velocity: Tensor
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
    let zeros = Tensor.zerosLike(parameter)
    // In the op-math type; each line is rounded to the parameter's dtype, as PyTorch's operations are.
    let g = rawCastToOpMath(gradient)
    averages.with(
      parameter, initial: Averages(square: zeros, gradient: zeros, velocity: zeros)
    ) { averages in
      let type = averages.square.dtype
      averages.square = rawCast(
        rawCastToOpMath(averages.square * alpha) + g * g * (1 - alpha), to: type)
      var spread = averages.square
      if centered {
        checkTypes(averages.gradient, gradient)
        let mean = rawCastToOpMath(averages.gradient)
        averages.gradient = rawCast(mean + (g - mean) * (1 - alpha), to: type)
        spread = rawCast(
          rawCastToOpMath(spread) - rawCastToOpMath(averages.gradient).square(), to: type)
      }
      let divisor = spread.sqrt() + type.rounding(eps)
      if group.momentum > 0 {
        let velocity = rawCastToOpMath(averages.velocity * group.momentum)
        averages.velocity = rawCast(velocity + g / rawCastToOpMath(divisor), to: type)
        parameter.rawUpdate(adding: -group.learningRate, times: averages.velocity)
      } else {
        parameter.rawUpdate(adding: -group.learningRate, times: g / rawCastToOpMath(divisor))
      }
    }
  }
}
