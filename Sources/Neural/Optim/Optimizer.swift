/// Changes parameters so that a loss gets smaller, by their gradients.
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
  /// Parameters that are updated alike.
  public struct Group {
    /// The parameters.
    public var parameters: [Tensor]
    /// The learning rate.
    public var learningRate: Double
    /// The learning rate at the start, from which schedules compute.
    public internal(set) var initialLearningRate: Double
    /// The momentum, or Adam's first decay rate, which one-cycle schedules change.
    public var momentum: Double
  }

  /// The groups of parameters.
  public internal(set) final var groups: [Group]

  /// An optimizer with one group. Stops the program where it is given no parameters, or one that was
  /// computed, or a negative learning rate.
  ///
  /// - Parameters:
  ///   - parameters: at least one tensor, all leaves.
  ///   - learningRate: how far a step goes; what that means is the subclass's matter.
  ///   - momentum: kept in the group for subclasses that have one.
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

  /// Adds parameters with a learning rate of their own. Stops the program where one was computed or
  /// is in a group already.
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

  /// Updates one parameter by its gradient, which it has; nothing is recorded meanwhile. A subclass has
  /// to override it.
  open func update(_ parameter: Tensor, _ group: Group) {
    fail("\(type(of: self)) has to override update(_:_:)")
  }
}

/// What an optimizer remembers about each parameter, such as its velocity.
public struct ParameterStates<State> {
  private var states: [ObjectIdentifier: State] = [:]

  /// No states.
  public init() {}

  /// Changes the state of a parameter, which starts as `initial`, and returns what `body` does.
  public mutating func with<Result>(
    _ parameter: Tensor, initial: @autoclosure () -> State, _ body: (inout State) -> Result
  ) -> Result {
    body(&states[ObjectIdentifier(parameter), default: initial()])
  }
}
