/// Steps along the gradient divided by the root of the running mean of its square, after Tieleman
/// and Hinton's lecture (2012).
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

  /// - Parameters:
  ///   - alpha: how much of the running mean each step keeps.
  ///   - centered: divides by the root of the variance instead of the mean square.
  public init(
    _ parameters: [Tensor], lr: Double = 1e-2, alpha: Double = 0.99, eps: Double = 1e-8,
    weightDecay: Double = 0, momentum: Double = 0, centered: Bool = false
  ) {
    if alpha < 0 { fail("Invalid alpha value: \(alpha)") }
    if eps < 0 { fail("Invalid epsilon value: \(eps)") }
    self.alpha = alpha
    self.eps = eps
    self.weightDecay = weightDecay
    self.centered = centered
    super.init(parameters, learningRate: lr, momentum: momentum)
  }

  override func update(_ parameter: Tensor, _ group: Group) {
    guard var slope = parameter.grad else { return }
    if weightDecay != 0 { slope = slope + parameter * weightDecay }
    let zeros = Tensor.zerosLike(parameter)
    averages.with(
      parameter, initial: Averages(square: zeros, gradient: zeros, velocity: zeros)
    ) { averages in
      averages.square = averages.square * alpha + slope * slope * (1 - alpha)
      var spread = averages.square
      if centered {
        averages.gradient = averages.gradient + (slope - averages.gradient) * (1 - alpha)
        spread = spread - averages.gradient * averages.gradient
      }
      var step = slope / (spread.sqrt() + eps)
      if group.momentum > 0 {
        averages.velocity = averages.velocity * group.momentum + step
        step = averages.velocity
      }
      parameter -= step * group.learningRate
    }
  }
}
