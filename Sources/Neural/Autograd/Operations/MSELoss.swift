/// How a loss function reduces the losses of all elements.
public enum Reduction: Sendable {
  /// No reduction: the loss of each element.
  case none
  /// The mean of the losses.
  case mean
  /// The sum of the losses.
  case sum

  /// The losses reduced.
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

/// The squared errors `(input − target)²`.
///
/// Stops the program where the shapes don't broadcast, or the promoted dtype isn't floating point.
///
/// - Parameters:
///   - input: of any shape.
///   - target: of a shape that broadcasts with the input's.
///   - reduction: whether losses are averaged, summed, or returned as they are.
public func mseLoss(_ input: Tensor, _ target: Tensor, reduction: Reduction = .mean) -> Tensor {
  let type = Tensor.resultType(input, target)
  let shape = broadcast(input.layout.shape, target.layout.shape)
  if !type.isFloatingPoint { fail("\"mse_cpu\" not implemented for '\(type.scalarName)'") }
  // In the common type first: truth values can't be subtracted.
  let difference = { (a: Tensor, b: Tensor) in rawCast(a, to: type) - rawCast(b, to: type) }
  let result = noGrad { reduction.apply(difference(input, target).square()) }
  guard records(input, target) else { return result }
  let (savedInput, savedTarget) = (SavedTensor(input), SavedTensor(target))
  let derivative = { (grad: Tensor) in
    reduction.spread(grad, shape.product) * 2 * difference(savedInput.value, savedTarget.value)
  }
  return result.recorded("MseLossBackward0", input, derivative, target, { -derivative($0) })
}

/// The absolute errors `|input − target|`.
///
/// Stops the program where the shapes don't broadcast.
///
/// - Parameters:
///   - input: of any shape.
///   - target: of a shape that broadcasts with the input's.
///   - reduction: whether losses are averaged, summed, or returned as they are.
public func l1Loss(_ input: Tensor, _ target: Tensor, reduction: Reduction = .mean) -> Tensor {
  reduction.apply((input - target).abs())
}
