/// What a loss makes of the losses of all elements.
public enum Reduction: Sendable {
  /// One loss for each.
  case none
  /// Their mean.
  case mean
  /// Their sum.
  case sum

  /// The reduced losses, each already divided by nothing.
  func apply(_ losses: Tensor) -> Tensor {
    switch self {
    case .none: losses
    case .mean: losses.mean()
    case .sum: losses.sum()
    }
  }

  /// A gradient of the reduced losses, as that of each of `count`.
  func spread(_ gradient: Tensor, _ count: Int) -> Tensor {
    self == .mean ? gradient / Tensor(wrapped: count) : gradient
  }
}

/// Stops the program where a loss doesn't differentiate by an argument that requires a gradient.
func checkRequiresNoGrad(_ argument: Tensor?, _ name: String, of function: String) {
  guard let argument, records(argument) else { return }
  fail(
    "The function '\(function)' is not differentiable with respect to argument '\(name)'. This input "
      + "cannot have requires_grad True.")
}

/// The squares of the differences.
///
/// - Parameters:
///   - input: of any shape.
///   - target: of the same shape, or one that it is broadcast with.
///   - reduction: what is made of the losses of all elements.
/// - Returns: the losses in the type that both are promoted to, which has to be a floating-point one.
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

/// The magnitudes of the differences.
///
/// - Parameters:
///   - input: of any shape.
///   - target: of the same shape, or one that it is broadcast with.
///   - reduction: what is made of the losses of all elements.
public func l1Loss(_ input: Tensor, _ target: Tensor, reduction: Reduction = .mean) -> Tensor {
  reduction.apply((input - target).abs())
}
