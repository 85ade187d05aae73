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
    self == .mean ? gradient / Tensor(bare: count) : gradient
  }
}

private func checkSizes(_ name: String, _ input: Tensor, _ target: Tensor) {
  if input.sizes != target.sizes {
    fail(
      "Using a target size (torch.Size(\(target.shape))) that is different to the input size "
        + "(torch.Size(\(input.shape))) is deprecated. Please ensure they have the same size.")
  }
}

/// The squares of the differences.
public func mseLoss(_ input: Tensor, _ target: Tensor, reduction: Reduction = .mean) -> Tensor {
  let result = noGrad { reduction.apply((input - target).square()) }
  guard records(input, target) else { return result }
  let (savedInput, savedTarget) = (Saved(input), Saved(target))
  let count = broadcast(input.sizes, target.sizes).product
  let slope = { (grad: Tensor) in
    reduction.spread(grad, count) * 2 * (savedInput.value - savedTarget.value)
  }
  return result.recorded("MseLossBackward0", input, slope, target, { -slope($0) })
}

/// The magnitudes of the differences.
public func l1Loss(_ input: Tensor, _ target: Tensor, reduction: Reduction = .mean) -> Tensor {
  reduction.apply((input - target).abs())
}

/// The negative logarithmic likelihood of classes: for each sample, minus the input at its class.
///
/// - Parameters:
///   - input: logarithms of probabilities, of shape samples × classes, or classes for one sample, or
///     with further dimensions.
///   - target: the classes, of the input's shape without the classes' dimension.
///   - weight: a weight for each class; the mean is divided by the sum of the weights used.
///   - ignoreIndex: a class that counts nothing.
public func nllLoss(
  _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100,
  reduction: Reduction = .mean
) -> Tensor {
  let dim = input.sizes.count == 1 ? 0 : 1
  checkClasses(input, target, dim, ignoreIndex)
  let isCounted = target != ignoreIndex
  let places = target.filled(where: isCounted.logicalNot(), with: 0).unsqueeze(dim)
  let weights = noGrad {
    (weight.map { $0.indexSelect(dim: 0, places.reshape([-1])).reshape(target.shape) }
      ?? Tensor.ones(target.shape, dtype: input.dtype)) * isCounted.to(input.dtype)
  }
  let total = reduction == .mean ? weights.sum() : nil
  let result = noGrad { () -> Tensor in
    let losses = -input.gather(dim: dim, places).squeeze(dim) * weights
    if let total { return losses.sum() / total }
    return reduction.apply(losses)
  }
  let sizes = input.sizes
  // PyTorch sees all further dimensions as those of images, and views single losses back.
  let isViewed = reduction == .none && (sizes.count == 3 || sizes.count > 4)
  let name =
    sizes.count <= 2 ? "NllLossBackward0" : isViewed ? "ViewBackward0" : "NllLoss2DBackward0"
  return result.recorded(name, input) { grad in
    // Filled, not only weighted with 0: that would give the ignored a negative zero.
    let each = (total.map { -grad * weights / $0 } ?? -grad * weights)
      .filled(where: isCounted.logicalNot(), with: 0)
    return Tensor.zeros(sizes, each.dtype)
      .scatter(dim: dim, places, each.expanded(to: target.sizes).unsqueeze(dim))
  }
}

private func checkClasses(_ input: Tensor, _ target: Tensor, _ dim: Int, _ ignoreIndex: Int) {
  if target.dtype != .int64 {
    fail("expected scalar type Long but found \(target.dtype.scalarName)")
  }
  if dim == 1 && input.sizes[0] != target.sizes[0] {
    fail(
      "Expected input batch_size (\(input.sizes[0])) to match target batch_size (\(target.sizes[0]))."
    )
  }
  let classes = target.array(of: Int.self)
  if let bad = classes.first(where: { $0 != ignoreIndex && ($0 < 0 || $0 >= input.sizes[dim]) }) {
    fail("Target \(bad) is out of bounds.")
  }
}

/// The cross-entropy of scores and classes, ``nllLoss(_:_:weight:ignoreIndex:reduction:)`` of the
/// scores' log-softmax.
///
/// - Parameters:
///   - input: scores, of shape samples × classes, or classes, or with further dimensions.
///   - target: the classes as int64, or probabilities of the input's shape.
///   - labelSmoothing: the share of the target that is spread evenly over all classes.
public func crossEntropy(
  _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100,
  reduction: Reduction = .mean, labelSmoothing: Double = 0
) -> Tensor {
  let dim = input.sizes.count == 1 ? 0 : 1
  let logarithms = input.logSoftmax(dim: dim)
  if target.dtype.isFloatingPoint {
    return softCrossEntropy(logarithms, target, weight, dim, reduction, labelSmoothing)
  }
  let hard = nllLoss(
    logarithms, target, weight: weight, ignoreIndex: ignoreIndex, reduction: reduction)
  if labelSmoothing == 0 { return hard }
  let even = smoothLoss(logarithms, target, weight, dim, ignoreIndex, reduction)
  return hard * (1 - labelSmoothing) + even * (labelSmoothing / Double(input.sizes[dim]))
}

/// The loss of a target that is spread evenly over all classes.
private func smoothLoss(
  _ logarithms: Tensor, _ target: Tensor, _ weight: Tensor?, _ dim: Int, _ ignoreIndex: Int,
  _ reduction: Reduction
) -> Tensor {
  var shape = [Int](repeating: 1, count: logarithms.sizes.count)
  shape[dim] = logarithms.sizes[dim]
  let isIgnored = target == ignoreIndex
  let weighted = weight.map { logarithms * $0.reshape(shape) } ?? logarithms
  let losses = (-weighted.sum(dim: dim)).maskedFill(isIgnored, 0.0)
  switch reduction {
  case .none: return losses
  case .sum: return losses.sum()
  case .mean:
    let classes = target.filled(where: isIgnored, with: 0).reshape([-1])
    let weights =
      (weight.map { $0.indexSelect(dim: 0, classes).reshape(target.shape) }
      ?? Tensor.onesLike(target, dtype: logarithms.dtype)).maskedFill(isIgnored, 0.0)
    return losses.sum() / weights.sum()
  }
}

private func softCrossEntropy(
  _ logarithms: Tensor, _ target: Tensor, _ weight: Tensor?, _ dim: Int, _ reduction: Reduction,
  _ smoothing: Double
) -> Tensor {
  checkSizes("cross_entropy", logarithms, target)
  let classes = Double(logarithms.sizes[dim])
  let goal = smoothing == 0 ? target : target * (1 - smoothing) + smoothing / classes
  var shape = [Int](repeating: 1, count: logarithms.sizes.count)
  shape[dim] = logarithms.sizes[dim]
  let weighted = weight.map { logarithms * goal * $0.reshape(shape) } ?? logarithms * goal
  switch reduction {
  case .none: return -weighted.sum(dim: dim)
  case .sum: return -weighted.sum()
  case .mean:
    let sum = -weighted.sum()
    let samples = Double(logarithms.count / logarithms.sizes[dim])
    return noGrad { sum / samples }
      .recorded("DivBackward1", keepsTensors: false, sum) { $0 / samples }
  }
}

/// The cross-entropy of probabilities and targets, both between 0 and 1. Logarithms are held above
/// -100.
public func binaryCrossEntropy(
  _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, reduction: Reduction = .mean
) -> Tensor {
  checkSizes("binary_cross_entropy", input, target)
  if ((input < 0).logicalOr(input > 1)).any().item(as: Bool.self) {
    fail("all elements of input should be between 0 and 1")
  }
  let result = noGrad { () -> Tensor in
    let losses =
      -(target * input.log().clamp(min: -100)
      + (1 - target) * (-input).log1p().clamp(min: -100))
    return reduction.apply(weight.map { losses * $0 } ?? losses)
  }
  guard records(input) else { return result }
  let (savedInput, savedTarget) = (Saved(input), Saved(target))
  return result.recorded("BinaryCrossEntropyBackward0", input) { grad in
    let x = savedInput.value
    let slope = (x - savedTarget.value) / ((1 - x) * x).clamp(min: 1e-12)
    let each = reduction.spread(grad, x.count) * slope
    return weight.map { each * $0 } ?? each
  }
}
