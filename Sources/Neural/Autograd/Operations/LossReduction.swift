/// How a loss function reduces the losses of all elements.
public enum Reduction: Sendable {
  /// No reduction: the loss of each element.
  case none
  /// The mean of the losses.
  case mean
  /// The sum of the losses.
  case sum

  /// The reduced losses of elements and their targets, of one shape and an op-math type: in one pass.
  /// Nil where there is no reduction, or they have to be computed one by one.
  func apply(_ loss: ElementwiseProgram, _ a: Tensor, _ b: Tensor, in type: DType) -> Tensor? {
    if self == .none || type != type.opMathType || a.layout.shape != b.layout.shape { return nil }
    let sum = rawReduce(
      .sum, loss, [a, b], over: nil, keepDim: false, in: type.computeType, to: type)
    return self == .mean ? noGrad { sum / Tensor(wrapped: a.count) } : sum
  }

  func apply(_ losses: Tensor) -> Tensor {
    switch self {
    case .none: losses
    case .mean: losses.mean()
    case .sum: losses.sum()
    }
  }

  /// The gradient of each of `count` losses from that of the reduced loss, not yet broadcast.
  func spread(_ gradient: Tensor, _ count: Int) -> Tensor {
    self == .mean ? gradient / Tensor(wrapped: count) : gradient
  }
}

/// Stops the program where an argument by which a loss isn't differentiable requires a gradient.
func checkRequiresNoGrad(_ argument: Tensor?, _ name: String, of function: String) {
  guard let argument, records(argument) else { return }
  fail(
    "The function '\(function)' is not differentiable with respect to argument '\(name)'. This input "
      + "cannot have requires_grad True.")
}
