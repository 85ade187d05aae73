/// The cross-entropy of the logistic function of scores and targets between 0 and 1, computed so
/// that nothing overflows.
///
/// Stops the program where shapes don't fit, or integers would have to take the losses.
///
/// - Parameters:
///   - input: scores, of any shape.
///   - target: of the input's shape; the losses have its type.
///   - weight: a factor for each element's loss, broadcast to the input's shape.
///   - positiveWeight: a weight for the positive share of each target, broadcast likewise.
///   - reduction: what is made of the losses of all elements.
public func binaryCrossEntropyWithLogits(
  _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, positiveWeight: Tensor? = nil,
  reduction: Reduction = .mean
) -> Tensor {
  if input.sizes != target.sizes {
    fail(
      "Target size (torch.Size(\(target.shape))) must be the same as input size "
        + "(torch.Size(\(input.shape)))")
  }
  let function = "binary_cross_entropy_with_logits"
  checkRequiresNoGrad(weight, "weight", of: function)
  checkRequiresNoGrad(positiveWeight, "pos_weight", of: function)
  let loss = ScoreLoss(weight: weight, positiveWeight: positiveWeight)
  let isPlain = weight == nil && positiveWeight == nil && ScoreLosses.fits(input, target)
  let result = noGrad {
    reduction.apply(isPlain ? ScoreLosses.losses(input, target) : loss.losses(input, target))
  }
  guard records(input, target) else { return result }
  let (savedInput, savedTarget) = (Saved(input), Saved(target))
  return result.recorded(
    "BinaryCrossEntropyWithLogitsBackward0",
    input,
    { grad in
      let factor = reduction.spread(grad, savedInput.value.count)
      return isPlain
        ? ScoreLosses.gradient(savedInput.value, savedTarget.value, factor)
        : loss.inputGradient(savedInput.value, savedTarget.value, factor)
    },
    target,
    { grad in
      loss.targetGradient(
        savedInput.value, reduction.spread(grad, savedInput.value.count))
    })
}

/// The losses of scores and their gradients, operation by operation.
private struct ScoreLoss {
  let weight: Tensor?
  let positiveWeight: Tensor?

  /// `(1 − t) · x − ln(σ(x)) · (1 + (p − 1) · t)`, in place from the first factor on, so that it keeps
  /// the target's type.
  func losses(_ input: Tensor, _ target: Tensor) -> Tensor {
    var logistic = logarithmOfLogistic(input)
    if let positiveWeight {
      logistic = weighted(logistic, (positiveWeight - 1) * target + 1)
    }
    if target.dtype == .bool {
      fail(
        "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
          + "`logical_xor()` operator instead.")
    }
    let losses = 1 - target
    losses *= input.detach()
    losses -= logistic
    return weighted(losses, weight)
  }

  func inputGradient(_ input: Tensor, _ target: Tensor, _ grad: Tensor) -> Tensor {
    let share = input.sigmoid()
    let slope =
      positiveWeight.map { ($0 * target + 1 - target) * share - $0 * target } ?? share - target
    return weighted(slope * grad, weight)
  }

  func targetGradient(_ input: Tensor, _ grad: Tensor) -> Tensor {
    let slope =
      positiveWeight.map { logarithmOfLogistic(-input) - logarithmOfLogistic(input) * $0 } ?? -input
    return weighted(slope * grad, weight)
  }

  /// `min(x, 0) − ln(1 + e^−|x|)`
  private func logarithmOfLogistic(_ input: Tensor) -> Tensor {
    if !input.dtype.isFloatingPoint {
      fail("\"log_sigmoid_cpu\" not implemented for '\(input.dtype.scalarName)'")
    }
    let x = computable(input)
    return converted(-(-x).relu() - (-x.abs()).exp().log1p(), to: input.dtype)
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
