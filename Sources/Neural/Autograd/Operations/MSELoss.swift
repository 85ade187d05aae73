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
