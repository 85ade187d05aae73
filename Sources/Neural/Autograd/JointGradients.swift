/// The gradients of an operation's inputs that one pass over memory computes together.
///
/// A node's edges ask for them one by one, with the same gradient of the output: the first has all
/// computed, the others take what is there.
final class JointGradients {
  private let compute: (Tensor) -> [Tensor?]
  private var source: Tensor?
  private var gradients: [Tensor?] = []

  /// - Parameter compute: maps the output's gradient to those of the inputs, nil for an input that
  ///   requires none.
  init(_ compute: @escaping (Tensor) -> [Tensor?]) { self.compute = compute }

  /// The gradient of an input by its number, which isn't kept here any longer.
  func take(_ number: Int, _ grad: Tensor) -> Tensor {
    if source !== grad || gradients[number] == nil { (source, gradients) = (grad, compute(grad)) }
    guard let gradient = gradients[number] else { fail("an input without gradient has an edge") }
    gradients[number] = nil
    if gradients.allSatisfy({ $0 == nil }) { (source, gradients) = (nil, []) }
    return gradient
  }
}

extension Tensor {
  /// Records an operation whose inputs' gradients are computed together.
  ///
  /// - Parameter gradients: maps the output's gradient, and for each input whether it requires one,
  ///   to the gradients.
  final func recorded(
    _ name: String, _ inputs: [Tensor], gradients: @escaping (Tensor, [Bool]) -> [Tensor?]
  ) -> Tensor {
    let needs = inputs.map { records($0) }
    let joint = JointGradients { gradients($0, needs) }
    return recorded(
      name, inputs.enumerated().map { number, input in (input, { joint.take(number, $0) }) })
  }
}
