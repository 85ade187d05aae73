/// The negative log likelihood: for each sample, minus the input at its class.
///
/// Stops the program where shapes don't fit, or a class is neither `ignoreIndex` nor one of the
/// input's.
///
/// - Parameters:
///   - input: log probabilities, of shape N × classes × …, or of shape `[classes]`.
///   - target: classes as int64 of shape N × …; for inputs of at most two dimensions also as uint8.
///   - weight: a weight for each class, of the input's dtype. The mean is divided by the sum of the
///     weights.
///   - ignoreIndex: a class whose samples don't count.
///   - reduction: whether losses are averaged, summed, or returned as they are.
public func nllLoss(
  _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100,
  reduction: Reduction = .mean
) -> Tensor {
  let check = NLLLossCheck(input: input, target: target, weight: weight)
  check.shapes()
  check.types()
  let (shape, dim) = (input.layout.shape, input.ndim == 1 ? 0 : 1)
  let samples = dim == 0 ? 1 : shape[0]
  let places = samples == 0 ? 0 : target.count / samples
  let rows: DimVector = [samples, shape[dim], places]
  let classes = rawContiguous(rawCast(target, to: .int64))
  check.classes(classes, ignoreIndex)
  let type = input.dtype
  let scores = rawContiguous(input).rawView(rows)
  let weights = weight.map { rawContiguous($0) }
  let losses = Tensor(uninitialized: target.layout.shape, scores.dtype)
  let sum = scores.backend.nllLoss(
    scores, classes, weight: weights, ignored: ignoreIndex, into: losses)
  let result: Tensor =
    switch reduction {
    // A single sample without a dimension of its own is summed, too.
    case .none where shape.count > 1: losses
    case .none, .sum: Tensor(sum.losses, dtype: input.dtype)
    case .mean: Tensor(sum.losses / sum.weights, dtype: input.dtype)
    }
  let (saved, savedTarget) = (SavedTensor(input), SavedTensor(target))
  return result.recorded(lossName(shape.count, reduction), input) { grad in
    _ = (saved.value, savedTarget.value)
    let share = reduction == .mean ? grad / Tensor(wrapped: sum.weights) : grad
    let each = rawContiguous(rawCast(share, to: type))
    let output = each.backend.nllLossGradient(
      each, classes, weight: weights, ignored: ignoreIndex, rows)
    return Tensor(sharing: output).rawView(shape)
  }
}

/// The name of the node. PyTorch reshapes inputs of more than two dimensions to four, and unreduced
/// losses back.
private func lossName(_ dims: Int, _ reduction: Reduction) -> String {
  if dims <= 2 { return "NllLossBackward0" }
  return reduction == .none && dims != 4 ? "ViewBackward0" : "NllLoss2DBackward0"
}

/// PyTorch's checks of the arguments, in its order.
private struct NLLLossCheck {
  let input: Tensor
  let target: Tensor
  let weight: Tensor?

  private var hasPlaces: Bool { input.ndim > 2 }

  func shapes() {
    let (dims, targetDims) = (input.ndim, target.ndim)
    if dims == 0 { fail("Expected 1 or more dimensions (got 0)") }
    if dims > 1 {
      let batch = targetDims == 0 ? 0 : target.layout.shape[0]
      if batch != input.layout.shape[0] || targetDims == 0 {
        fail(
          "Expected input batch_size (\(input.layout.shape[0])) to match target batch_size (\(batch))."
        )
      }
    }
    if hasPlaces { return placesFit() }
    if targetDims > 1 { fail("0D or 1D target tensor expected, multi-target not supported") }
    checkTargetType()
    if dims == 1 && targetDims == 1 && target.layout.shape[0] != 1 {
      fail(
        "For 1D input, 1D target must have size 1, but got target size: \(target.layout.shape[0])")
    }
    let classes = input.layout.shape[dims - 1]
    if let weight, weight.layout.shape != [classes] {
      fail(
        "weight tensor should be defined either for all \(classes) classes or no classes but got "
          + "weight tensor of shape: \(weight.shape)")
    }
  }

  private func placesFit() {
    let places = Array(input.shape[2...])
    if input.ndim == 4 {
      if target.ndim != 3 {
        fail(
          "only batches of spatial targets supported (3D tensors) but got targets of dimension: "
            + "\(target.ndim)")
      }
      if Array(target.shape[1...]) != places {
        fail("size mismatch (got input: \(input.shape) , target: \(target.shape)")
      }
    } else if Array(target.shape[1...]) != places {
      fail("Expected target size \([input.layout.shape[0]] + places), got \(target.shape)")
    }
    if let weight, weight.count != input.layout.shape[1] {
      fail("weight tensor should be defined either for all or no classes")
    }
  }

  private func checkTargetType() {
    if target.dtype != .int64 && target.dtype != .uint8 {
      fail("expected target dtype to be Long or Byte, but got \(target.dtype.scalarName)")
    }
  }

  func types() {
    checkTargetType()
    checkRequiresNoGrad(
      weight, "weight", of: hasPlaces ? "nll_loss2d_forward" : "nll_loss_forward")
    if !input.dtype.isFloatingPoint {
      let name = hasPlaces ? "nll_loss2d_forward_out_frame" : "nll_loss_out_frame"
      fail("\"\(name)\" not implemented for '\(input.dtype.scalarName)'")
    }
    if hasPlaces && target.dtype != .int64 {
      fail("expected scalar type Long but found \(target.dtype.scalarName)")
    }
    if let weight, weight.dtype != input.dtype {
      fail(
        "expected scalar type \(input.dtype.scalarName) but found \(weight.dtype.scalarName)")
    }
  }

  /// - Parameter classes: the target as contiguous int64.
  func classes(_ classes: Tensor, _ ignoreIndex: Int) {
    let count = input.layout.shape[input.ndim == 1 ? 0 : 1]
    if let label = classes.backend.indexOutside(classes, below: count, except: ignoreIndex) {
      fail("Target \(label) is out of bounds.")
    }
  }
}
