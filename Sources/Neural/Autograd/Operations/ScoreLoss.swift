/// The cross-entropy of the logistic function of scores and targets between 0 and 1, computed so
/// that nothing overflows.
///
/// - Parameter positiveWeight: a weight for the positive share of each target.
public func binaryCrossEntropyWithLogits(
  _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, positiveWeight: Tensor? = nil,
  reduction: Reduction = .mean
) -> Tensor {
  if input.sizes != target.sizes {
    fail(
      "Target size (torch.Size(\(target.shape))) must be the same as input size "
        + "(torch.Size(\(input.shape)))")
  }
  let isPlain = weight == nil && positiveWeight == nil && ScoreLosses.fits(input, target)
  let result = noGrad { () -> Tensor in
    if isPlain { return reduction.apply(ScoreLosses.losses(input, target)) }
    let softplus = (-input.abs()).exp().log1p() + (-input).relu()
    let factor = positiveWeight.map { ($0 - 1) * target + 1 }
    let losses = (1 - target) * input + (factor.map { $0 * softplus } ?? softplus)
    return reduction.apply(weight.map { losses * $0 } ?? losses)
  }
  let (savedInput, savedTarget) = (Saved(input), Saved(target))
  return result.recorded("BinaryCrossEntropyWithLogitsBackward0", input) { grad in
    if isPlain {
      let factor = reduction.spread(grad, savedInput.value.count)
      return ScoreLosses.gradient(savedInput.value, savedTarget.value, factor)
    }
    let (share, goal) = (savedInput.value.sigmoid(), savedTarget.value)
    let slope =
      positiveWeight.map { ($0 * goal + 1 - goal) * share - $0 * goal } ?? share - goal
    let each = reduction.spread(grad, share.count) * slope
    return weight.map { each * $0 } ?? each
  }
}

/// The losses of scores and their gradient in one pass each, for tensors so small that the passes
/// themselves count more than the elements.
private enum ScoreLosses {
  private static let most = 1024

  static func fits(_ input: Tensor, _ target: Tensor) -> Bool {
    input.dtype == target.dtype && input.dtype == input.dtype.compute && input.count <= most
      && input.isDense && target.isDense && input.dtype.isFloatingPoint
  }

  static func losses(_ input: Tensor, _ target: Tensor) -> Tensor {
    let output = Tensor(uninitialized: input.sizes, input.dtype)
    output.dtype.compute(LossKernel(input: input, target: target, output: output))
    return output
  }

  /// - Parameter factor: one number for all elements, or one for each.
  static func gradient(_ input: Tensor, _ target: Tensor, _ factor: Tensor) -> Tensor {
    let output = Tensor(uninitialized: input.sizes, input.dtype)
    let factor = dense(converted(factor, to: input.dtype))
    output.dtype.compute(
      GradientKernel(input: input, target: target, factor: factor, output: output))
    return output
  }
}

/// `(1 − t) x + ln(1 + e^−|x|) + max(−x, 0)`
private struct LossKernel: RealKernel {
  let input: Tensor
  let target: Tensor
  let output: Tensor

  func run<T: Real>(_ type: T.Type) {
    let (x, t) = (input.pointer(to: T.self), target.pointer(to: T.self))
    let into = output.pointer(to: T.self)
    for index in 0..<output.count {
      let softplus = T.log1p(T.exp(-x[index].magnitude)) + (x[index] < 0 ? -x[index] : 0)
      into[index] = (1 - t[index]) * x[index] + softplus
    }
  }
}

/// `(1 / (1 + e^−x) − t) · factor`
private struct GradientKernel: RealKernel {
  let input: Tensor
  let target: Tensor
  let factor: Tensor
  let output: Tensor

  func run<T: Real>(_ type: T.Type) {
    let (x, t) = (input.pointer(to: T.self), target.pointer(to: T.self))
    let (factors, into) = (factor.pointer(to: T.self), output.pointer(to: T.self))
    let step = factor.count == 1 ? 0 : 1
    for index in 0..<output.count {
      into[index] = factors[index * step] * (1 / (1 + T.exp(-x[index])) - t[index])
    }
  }
}
