/// Stochastic gradient descent: `p -= learningRate · g`, with momentum
/// `v = momentum · v + (1 − dampening) · g` in place of g, after Sutskever et al. (2013).
public final class SGD: Optimizer {
  private let dampening: Double
  private let weightDecay: Double
  private let nesterov: Bool
  private var velocities = ParameterStates<Tensor?>()

  /// An optimizer with one parameter group. Stops the program where an argument is out of its
  /// range.
  ///
  /// - Parameters:
  ///   - parameters: the leaf tensors to optimize, at least one.
  ///   - lr: the learning rate, at least 0.
  ///   - momentum: the decay rate of the momentum buffer, at least 0; 0 for no momentum.
  ///   - dampening: the share of the gradient that doesn't enter the momentum buffer.
  ///   - weightDecay: the L2 penalty: this multiple of the parameter is added to its gradient; at
  ///     least 0.
  ///   - nesterov: whether to use Nesterov momentum, which needs momentum and no dampening.
  public init(
    _ parameters: [Tensor], lr: Double = 1e-3, momentum: Double = 0, dampening: Double = 0,
    weightDecay: Double = 0, nesterov: Bool = false
  ) {
    // PyTorch lets no number pass here, other than in its other optimizers.
    if lr < 0 { fail("Invalid learning rate: \(pythonText(lr))") }
    if momentum < 0 { fail("Invalid momentum value: \(pythonText(momentum))") }
    if weightDecay < 0 { fail("Invalid weight_decay value: \(pythonText(weightDecay))") }
    if nesterov && (momentum <= 0 || dampening != 0) {
      fail("Nesterov momentum requires a momentum and zero dampening")
    }
    self.dampening = dampening
    self.weightDecay = weightDecay
    self.nesterov = nesterov
    super.init(parameters, learningRate: lr, momentum: momentum)
  }

  /// Updates one parameter and its momentum buffer.
  public override func update(_ parameter: Tensor, _ group: Group) {
    guard var gradient = parameter.grad else { return }
    if !parameter.dtype.isFloatingPoint {
      fail("For integral input tensors, argument alpha must not be a floating point number.")
    }
    if weightDecay != 0 { gradient = gradient.rawAdd(weightDecay, times: parameter) }
    if group.momentum != 0 {
      let velocity = velocities.with(parameter, initial: nil) { velocity in
        guard let velocity else {
          velocity = gradient.clone()
          return gradient
        }
        velocity.rawUpdate(scale: group.momentum, adding: 1 - dampening, times: gradient)
        return velocity
      }
      gradient = nesterov ? gradient.rawAdd(group.momentum, times: velocity) : velocity
    }
    parameter.rawUpdate(adding: -group.learningRate, times: gradient)
  }
}
