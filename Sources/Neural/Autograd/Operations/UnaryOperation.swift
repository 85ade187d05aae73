/// An operation on each element of a tensor: its node's name, its value and its gradient, in one place.
///
///     private let exponential = UnaryOperation(
///       "ExpBackward0", { x in x.exp() }, gradient: .fromOutput { grad, y in grad * y })
struct UnaryOperation: @unchecked Sendable {
  /// The gradient of the input, and what it is computed from beside that of the output.
  enum Gradient: @unchecked Sendable {
    case fromGrad((_ grad: Tensor) -> Tensor)
    case fromInput((_ grad: Tensor, _ x: Tensor) -> Tensor)
    case fromOutput((_ grad: Tensor, _ y: Tensor) -> Tensor)

    /// For what is constant between its steps.
    static let zero = Gradient.fromGrad { Tensor.zerosLike($0) }
  }

  /// PyTorch's name of the operation's node.
  let node: String
  let program: ElementwiseProgram
  let gradient: Gradient

  init(_ node: String, _ value: (Expression) -> Expression, gradient: Gradient) {
    self.node = node
    program = ElementwiseProgram(value)
    self.gradient = gradient
  }

  /// The result in the tensor's dtype, recorded.
  func callAsFunction(_ x: Tensor) -> Tensor {
    let result = rawUnary(x, program)
    guard records(x) else { return result }
    switch gradient {
    case .fromGrad(let gradient):
      return result.recorded(node, savesTensors: false, x, gradient)
    case .fromInput(let gradient):
      let saved = SavedTensor(x)
      return result.recorded(node, x) { gradient($0, saved.value) }
    case .fromOutput(let gradient):
      let saved = SavedTensor(output: result, of: node)
      return result.recorded(node, x) { gradient($0, saved.value) }
    }
  }
}
