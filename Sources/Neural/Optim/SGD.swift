/// Stochastic gradient descent: `p -= learningRate · g`, with momentum
/// `v = momentum · v + (1 − dampening) · g` in place of g, after Sutskever et al. (2013).
public final class SGD: Optimizer {
  private let dampening: Double
  private let weightDecay: Double
  private let nesterov: Bool
  private var velocities = ParameterStates<Tensor?>()

  /// - Parameters:
  ///   - weightDecay: adds this multiple of the parameter to its gradient.
  ///   - nesterov: looks ahead along the velocity; it needs momentum and no dampening.
  public init(
    _ parameters: [Tensor], lr: Double = 1e-3, momentum: Double = 0, dampening: Double = 0,
    weightDecay: Double = 0, nesterov: Bool = false
  ) {
    if momentum < 0 { fail("Invalid momentum value: \(momentum)") }
    if weightDecay < 0 { fail("Invalid weight_decay value: \(weightDecay)") }
    if nesterov && (momentum <= 0 || dampening != 0) {
      fail("Nesterov momentum requires a momentum and zero dampening")
    }
    self.dampening = dampening
    self.weightDecay = weightDecay
    self.nesterov = nesterov
    super.init(parameters, learningRate: lr, momentum: momentum)
  }

  override func update(_ parameter: Tensor, _ group: Group) {
    guard var slope = parameter.grad else { return }
    if weightDecay != 0 { slope = slope + parameter * weightDecay }
    if group.momentum != 0 {
      let velocity = velocities.with(parameter, initial: nil) { velocity in
        guard let velocity else {
          velocity = slope.clone()
          return slope
        }
        velocity.update(scale: group.momentum, adding: 1 - dampening, times: slope)
        return velocity
      }
      slope = nesterov ? slope + velocity * group.momentum : velocity
    }
    parameter.update(adding: -group.learningRate, times: slope)
  }
}
