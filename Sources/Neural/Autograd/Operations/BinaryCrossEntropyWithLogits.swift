/// The binary cross-entropy of the logistic function of logits, computed stably: `(1 − t) · x − (1
/// + (posWeight − 1) · t) · ln σ(x)`.
///
/// Stops the program where shapes differ, or the dtype of the target can't hold the losses.
///
/// - Parameters:
///   - input: logits, of any shape.
///   - target: probabilities of the input's shape; the losses have its dtype.
///   - weight: a factor of each element's loss, broadcast.
///   - posWeight: a weight of positive examples, broadcast.
///   - reduction: whether losses are averaged, summed, or returned as they are.
public func binaryCrossEntropyWithLogits(
  _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, posWeight: Tensor? = nil,
  reduction: Reduction = .mean
) -> Tensor {
  if input.layout.shape != target.layout.shape {
    fail(
      "Target size (torch.Size(\(target.shape))) must be the same as input size "
        + "(torch.Size(\(input.shape)))")
  }
  let function = "binary_cross_entropy_with_logits"
  checkRequiresNoGrad(weight, "weight", of: function)
  checkRequiresNoGrad(posWeight, "pos_weight", of: function)
  let loss = LogitsLoss(weight: weight, posWeight: posWeight)
  let isPlain = weight == nil && posWeight == nil && FusedLogitsLoss.fits(input, target)
  let result = noGrad {
    isPlain
      ? FusedLogitsLoss.apply(reduction, input, target)
      : reduction.apply(loss.losses(input, target))
  }
  guard records(input, target) else { return result }
  let (savedInput, savedTarget) = (SavedTensor(input), SavedTensor(target))
  return result.recorded(
    "BinaryCrossEntropyWithLogitsBackward0",
    input,
    { grad in
      let factor = reduction.spread(grad, savedInput.value.count)
      return isPlain
        ? FusedLogitsLoss.gradient(savedInput.value, savedTarget.value, factor)
        : loss.inputGradient(savedInput.value, savedTarget.value, factor)
    },
    target,
    { grad in
      loss.targetGradient(
        savedInput.value, reduction.spread(grad, savedInput.value.count))
    })
}

/// The losses of logits and their gradients, operation by operation.
private struct LogitsLoss {
  let weight: Tensor?
  let posWeight: Tensor?

  /// `(1 − t) · x − ln(σ(x)) · (1 + (p − 1) · t)`, in place from the first factor on, so that it
  /// keeps the target's dtype.
  func losses(_ input: Tensor, _ target: Tensor) -> Tensor {
    var logistic = logSigmoid(input)
    if let posWeight {
      logistic = weighted(logistic, (posWeight - 1) * target + 1)
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
    let derivative =
      posWeight.map { ($0 * target + 1 - target) * share - $0 * target } ?? share - target
    return weighted(derivative * grad, weight)
  }

  func targetGradient(_ input: Tensor, _ grad: Tensor) -> Tensor {
    let derivative =
      posWeight.map { logSigmoid(-input) - logSigmoid(input) * $0 } ?? -input
    return weighted(derivative * grad, weight)
  }

  /// `min(x, 0) − ln(1 + e^−|x|)`
  private func logSigmoid(_ input: Tensor) -> Tensor {
    if !input.dtype.isFloatingPoint {
      fail("\"log_sigmoid_cpu\" not implemented for '\(input.dtype.scalarName)'")
    }
    let x = rawCastToOpMath(input)
    return rawCast(-(-x).relu() - (-x.abs()).exp().log1p(), to: input.dtype)
  }
}

/// The losses of logits and their gradient in one pass each, where nothing is broadcast or promoted.
private enum FusedLogitsLoss {
  static func fits(_ input: Tensor, _ target: Tensor) -> Bool {
    input.dtype == target.dtype && input.dtype == input.dtype.opMathType
      && input.isContiguous && target.isContiguous && input.dtype.isFloatingPoint
  }

  static func apply(_ reduction: Reduction, _ input: Tensor, _ target: Tensor) -> Tensor {
    reduction.apply(loss, input, target, in: input.dtype)
      ?? rawBinary(input, target, in: input.dtype, loss)
  }

  /// - Parameter factor: one number for all elements, or one for each.
  static func gradient(_ input: Tensor, _ target: Tensor, _ factor: Tensor) -> Tensor {
    lossGradient.map(input, target, factor, in: input.dtype.computeType, to: input.dtype)
  }
}

/// `(1 − t) x + ln(1 + e^−|x|) + max(−x, 0)`
private let loss = ElementwiseProgram { x, t in
  (1 - t) * x + ((-x.abs()).exp().log1p() + (-x).relu())
}

/// `(1 / (1 + e^−x) − t) · factor`
private let lossGradient = ElementwiseProgram { x, t, factor in factor * (x.sigmoid() - t) }
