/// The losses of log probabilities of shape N × classes × positions.
private struct NLLLossKernel: ElementKernel {
  let input: Tensor
  let target: Tensor
  /// Of the input's dtype.
  let weight: Tensor?
  let ignored: Int64
  /// The loss of each sample and position, in the input's dtype.
  let output: Tensor

  /// - Returns: the sum of all losses, and that of the weights that they have.
  func run<T: Element>(_ type: T.Type) -> (losses: Double, weights: Double) {
    let (classes, places) = (input.layout.shape[1], input.layout.shape[2])
    let (from, into) = (input.pointer(to: T.self), output.pointer(to: T.self))
    let (picked, weights) = (target.pointer(to: Int64.self), weight?.pointer(to: T.self))
    var sum = (losses: 0.0, weights: 0.0)
    var (index, row) = (0, from)
    while index < target.count {
      defer { row += classes * places }
      for place in 0..<places {
        defer { index += 1 }
        if picked[index] == ignored {
          into[index] = T(fromInt64: 0)
          continue
        }
        let label = Int(picked[index])
        let share = weights?[label].asDouble ?? 1
        into[index] = T(fromDouble: -row[label * places + place].asDouble * share)
        sum.losses += into[index].asDouble
        sum.weights += share
      }
    }
    return sum
  }
}

/// The gradient of the input: 0 but for each sample's class.
private struct NLLLossGradientKernel: ElementKernel {
  /// The gradient of each sample and position, or one for all.
  let gradient: Tensor
  let target: Tensor
  let weight: Tensor?
  let ignored: Int64
  let output: Tensor

  func run<T: Element>(_ type: T.Type) {
    let (classes, places) = (output.layout.shape[1], output.layout.shape[2])
    let (from, into) = (gradient.pointer(to: T.self), output.pointer(to: T.self))
    let (picked, weights) = (target.pointer(to: Int64.self), weight?.pointer(to: T.self))
    let step = gradient.count == 1 ? 0 : 1
    var (index, row) = (0, into)
    while index < target.count {
      defer { row += classes * places }
      for place in 0..<places {
        defer { index += 1 }
        if picked[index] == ignored { continue }
        let label = Int(picked[index])
        row[label * places + place] = T(
          fromDouble: -from[index * step].asDouble * (weights?[label].asDouble ?? 1))
      }
    }
  }
}

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
  let ignored = Int64(ignoreIndex)
  let losses = Tensor(uninitialized: target.layout.shape, scores.dtype)
  let sum = scores.dtype.dispatch(
    NLLLossKernel(
      input: scores, target: classes, weight: weights, ignored: ignored, output: losses))
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
    let output = Tensor.zeros(rows, type)
    output.dtype.dispatch(
      NLLLossGradientKernel(
        gradient: each, target: classes, weight: weights, ignored: ignored, output: output))
    return output.rawView(shape)
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
    let picked = classes.pointer(to: Int64.self)
    let count = Int64(input.layout.shape[input.ndim == 1 ? 0 : 1])
    for index in 0..<classes.count {
      let label = picked[index]
      if label != Int64(ignoreIndex) && (label < 0 || label >= count) {
        fail("Target \(label) is out of bounds.")
      }
    }
  }
}
