/// Changes parameters so that a loss gets smaller, by their gradients.
///
/// A subclass overrides ``update(_:_:)``, which is called for each parameter that has a gradient.
open class Optimizer {
  /// Parameters that are updated alike.
  public struct Group {
    /// The parameters.
    public var parameters: [Tensor]
    /// The learning rate.
    public var learningRate: Double
    /// The learning rate at the start, from which schedules compute.
    var initialLearningRate: Double
    /// The momentum, or Adam's first decay rate, which one-cycle schedules change.
    public var momentum: Double
  }

  /// The groups of parameters.
  public internal(set) final var groups: [Group]

  /// - Parameter parameters: at least one tensor, all leaves.
  init(_ parameters: [Tensor], learningRate: Double, momentum: Double = 0) {
    if parameters.isEmpty { fail("optimizer got an empty parameter list") }
    if learningRate < 0 { fail("Invalid learning rate: \(learningRate)") }
    if parameters.contains(where: { !$0.isLeaf }) { fail("can't optimize a non-leaf Tensor") }
    groups = [
      Group(
        parameters: parameters, learningRate: learningRate, initialLearningRate: learningRate,
        momentum: momentum)
    ]
  }

  /// Adds parameters with a learning rate of their own.
  public final func addGroup(_ parameters: [Tensor], learningRate: Double? = nil) {
    var group = groups[0]
    group.parameters = parameters
    if let learningRate {
      group.learningRate = learningRate
      group.initialLearningRate = learningRate
    }
    groups.append(group)
  }

  /// The learning rate of the first group; setting it sets that of all.
  public final var learningRate: Double {
    get { groups[0].learningRate }
    set { for index in groups.indices { groups[index].learningRate = newValue } }
  }

  /// Forgets the gradients of all parameters, or with false sets them to 0.
  public final func zeroGrad(setToNil: Bool = true) {
    for group in groups {
      for parameter in group.parameters {
        if setToNil {
          parameter.grad = nil
        } else {
          parameter.grad?.zero()
        }
      }
    }
  }

  /// Updates all parameters that have gradients.
  public final func step() {
    noGrad {
      for group in groups {
        for parameter in group.parameters where parameter.grad != nil { update(parameter, group) }
      }
    }
  }

  /// Updates one parameter by its gradient.
  func update(_ parameter: Tensor, _ group: Group) { fail("an optimizer has to override update") }
}

/// What an optimizer remembers about each parameter.
struct ParameterStates<State> {
  private var states: [ObjectIdentifier: State] = [:]

  /// Changes the state of a parameter, which starts as `initial`.
  mutating func with<Result>(
    _ parameter: Tensor, initial: @autoclosure () -> State, _ body: (inout State) -> Result
  ) -> Result {
    body(&states[ObjectIdentifier(parameter), default: initial()])
  }
}
