private let squaredError = ElementwiseProgram { a, b in (a - b) * (a - b) }
private let squaredErrorGradient = ElementwiseProgram { gradient, a, b in gradient * 2 * (a - b) }

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
  let result =
    reduction.apply(squaredError, input, target, in: type)
    ?? noGrad { reduction.apply(rawBinary(input, target, in: type, squaredError)) }
  guard records(input, target) else { return result }
  let (savedInput, savedTarget) = (SavedTensor(input), SavedTensor(target))
  let derivative = { (grad: Tensor) in
    squaredErrorGradient.map(
      reduction.spread(grad, shape.product), savedInput.value,
      savedTarget.value, in: type.computeType, to: type)
  }
  return result.recorded("MseLossBackward0", input, derivative, target, { -derivative($0) })
}
