/// The base class of optimizers, which update parameters by their gradients to make a loss smaller.
///
/// A subclass overrides ``update(_:_:)``, which is called for each parameter that has a gradient:
///
///     final class SignDescent: Optimizer {
///       override func update(_ parameter: Tensor, _ group: Group) {
///         if let gradient = parameter.grad { parameter -= gradient.sign() * group.learningRate }
///       }
///     }
///     let optimizer = SignDescent(model.parameters(), learningRate: 0.01)
open class Optimizer {
  /// A parameter group: parameters with common settings.
  public struct Group {
    /// The parameters of the group.
    public var parameters: [Tensor]
    /// The current learning rate of the group.
    public var learningRate: Double
    /// The learning rate at the start, PyTorch's `initial_lr`, from which schedules compute.
    public internal(set) var initialLearningRate: Double
    /// The momentum, or Adam's first beta; ``OneCycleLR`` changes it.
    public var momentum: Double
  }

  /// The parameter groups.
  public internal(set) final var groups: [Group]

  /// An optimizer with one parameter group. Stops the program where there are no parameters, one
  /// isn't a leaf, or the learning rate is negative.
  ///
  /// - Parameters:
  ///   - parameters: the leaf tensors to optimize, at least one.
  ///   - learningRate: the learning rate, of which the subclass decides the meaning; at least 0.
  ///   - momentum: is kept in the group, for subclasses that have one.
  public init(_ parameters: [Tensor], learningRate: Double, momentum: Double = 0) {
    if learningRate < 0 { fail("Invalid learning rate: \(pythonText(learningRate))") }
    if parameters.isEmpty { fail("optimizer got an empty parameter list") }
    Optimizer.checkLeaves(parameters)
    groups = [
      Group(
        parameters: parameters, learningRate: learningRate, initialLearningRate: learningRate,
        momentum: momentum)
    ]
  }

  private static func checkLeaves(_ parameters: [Tensor]) {
    // PyTorch takes computed tensors too whose gradients are kept.
    let isWrong = parameters.contains {
      !$0.isLeaf && $0.gradFn?.hasRetainGradHook(for: $0) != true
    }
    if isWrong { fail("can't optimize a non-leaf Tensor") }
  }

  /// Adds a parameter group, PyTorch's `add_param_group`, with the settings of the first group but
  /// for the learning rate. Stops the program where a tensor isn't a leaf or is in a group already.
  public final func addGroup(_ parameters: [Tensor], learningRate: Double? = nil) {
    Optimizer.checkLeaves(parameters)
    let known = Set(groups.flatMap(\.parameters).map { ObjectIdentifier($0) })
    if parameters.contains(where: { known.contains(ObjectIdentifier($0)) }) {
      fail("some parameters appear in more than one parameter group")
    }
    var group = groups[0]
    group.parameters = parameters
    group.learningRate = learningRate ?? group.initialLearningRate
    group.initialLearningRate = group.learningRate
    groups.append(group)
  }

  /// The learning rate of the first group; setting it sets that of all groups.
  public final var learningRate: Double {
    get { groups[0].learningRate }
    set { for index in groups.indices { groups[index].learningRate = newValue } }
  }

  /// Sets the gradients of all parameters to nil, or to zeros.
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

  /// Performs one optimization step: updates all parameters that have gradients.
  public final func step() {
    noGrad {
      for group in groups {
        for parameter in group.parameters where parameter.grad != nil { update(parameter, group) }
      }
    }
  }

  /// Updates one parameter, which has a gradient. It is called without recording gradients. Stops
  /// the program where a subclass doesn't override it.
  open func update(_ parameter: Tensor, _ group: Group) {
    fail("\(type(of: self)) has to override update(_:_:)")
  }
}

/// The state that an optimizer keeps for each parameter, such as momentum buffers.
public struct ParameterStates<State> {
  private var states: [ObjectIdentifier: State] = [:]

  /// An empty state.
  public init() {}

  /// Calls `body` with the state of a parameter, which starts as `initial`, and returns its result.
  public mutating func with<Result>(
    _ parameter: Tensor, initial: @autoclosure () -> State, _ body: (inout State) -> Result
  ) -> Result {
    body(&states[ObjectIdentifier(parameter), default: initial()])
  }
}
