/// The cross-entropy of logits and classes: ``nllLoss(_:_:weight:ignoreIndex:reduction:)`` of the
/// log-softmax.
///
/// Stops the program where shapes don't fit, or an argument is out of its range.
///
/// - Parameters:
///   - input: logits, of shape N × classes × …, or of shape `[classes]`.
///   - target: classes as int64 of shape N × …, or probabilities of the input's shape.
///   - weight: a weight for each class, of shape `[classes]`.
///   - ignoreIndex: a class whose samples don't count; not for probabilities.
///   - reduction: whether losses are averaged, summed, or returned as they are.
///   - labelSmoothing: the share of the target that is spread evenly over all classes, at most 1.
public func crossEntropy(
  _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100,
  reduction: Reduction = .mean, labelSmoothing: Double = 0
) -> Tensor {
  let dim = input.ndim == 1 ? 0 : 1
  let hasProbabilities = input.layout.shape == target.layout.shape
  if hasProbabilities {
    if !target.dtype.isFloatingPoint {
      fail(
        "Expected floating point type for target with class probabilities, got "
          + target.dtype.scalarName)
    }
    if ignoreIndex >= 0 { fail("ignore_index is not supported for floating point target") }
  }
  if input.ndim == 0 { fail("Dimension specified as 1 but tensor has no dimensions") }
  if hasProbabilities {
    let loss = ProbabilityLoss(dim: dim, weight: weight, classes: input.layout.shape[dim])
    return loss.loss(input, target, reduction, labelSmoothing)
  }
  if labelSmoothing > 0 { checkSmoothing(labelSmoothing) }
  let logarithms = input.logSoftmax(dim: dim)
  let hard = nllLoss(
    logarithms, target, weight: weight, ignoreIndex: ignoreIndex, reduction: reduction)
  if !(labelSmoothing > 0) { return hard }
  let even = smoothLoss(logarithms, target, weight, dim, ignoreIndex, reduction)
  return hard * (1 - labelSmoothing) + even * (labelSmoothing / Double(input.layout.shape[dim]))
}

private func checkSmoothing(_ smoothing: Double) {
  if smoothing > 1 {
    fail("label_smoothing must be between 0.0 and 1.0. Got: \(streamText(smoothing))")
  }
}

/// The loss of a target that is spread evenly over all classes.
private func smoothLoss(
  _ logarithms: Tensor, _ target: Tensor, _ weight: Tensor?, _ dim: Int, _ ignoreIndex: Int,
  _ reduction: Reduction
) -> Tensor {
  var shape = [Int](repeating: 1, count: logarithms.ndim)
  shape[dim] = logarithms.layout.shape[dim]
  let isIgnored = target == ignoreIndex
  let weighted = weight.map { logarithms * $0.reshape(shape) } ?? logarithms
  let losses = (-weighted.sum(dim: dim)).maskedFill(isIgnored, 0.0)
  switch reduction {
  case .none: return losses
  case .sum: return losses.sum()
  case .mean:
    let isCounted = isIgnored.logicalNot()
    guard let weight else { return losses.sum() / isCounted.sum() }
    return losses.sum() / weight.gather(dim: 0, target.to(.int64).maskedSelect(isCounted)).sum()
  }
}

/// The cross-entropy of logits and probabilities of classes.
private struct ProbabilityLoss {
  let dim: Int
  let weight: Tensor?
  let classes: Int

  func loss(
    _ input: Tensor, _ target: Tensor, _ reduction: Reduction, _ smoothing: Double
  ) -> Tensor {
    if let weight, weight.layout.shape != [classes] {
      fail(
        "cross_entropy: weight tensor should be defined either for all \(classes) classes or no "
          + "classes but got weight tensor of shape: \(weight.shape)")
    }
    let logarithms = input.logSoftmax(dim: dim)
    if smoothing > 0 { checkSmoothing(smoothing) }
    let goal =
      smoothing > 0 ? target * (1 - smoothing) + smoothing / Double(classes) : target
    var shape = [Int](repeating: 1, count: input.ndim)
    shape[dim] = classes
    let weighted = weight.map { logarithms * goal * $0.reshape(shape) } ?? logarithms * goal
    switch reduction {
    case .none: return -weighted.sum(dim: dim)
    case .sum: return -weighted.sum()
    case .mean: return mean(-weighted.sum(), of: input)
    }
  }

  private func mean(_ sum: Tensor, of input: Tensor) -> Tensor {
    let samples = input.count == 0 ? 0 : Double(input.count / classes)
    if samples == 0 { return -(sum * Double.nan) }
    return noGrad { sum / samples }
      .recorded("DivBackward1", savesTensors: false, sum) { $0 / samples }
  }
}
