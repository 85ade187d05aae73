/// The binary cross-entropy `−(t · ln x + (1 − t) · ln(1 − x))`, with logarithms clamped to at
/// least -100.
///
/// Stops the program where shapes or dtypes differ, or an element isn't between 0 and 1.
///
/// - Parameters:
///   - input: probabilities, of any shape.
///   - target: probabilities of the input's shape and dtype.
///   - weight: a factor of each element's loss, broadcast.
///   - reduction: whether losses are averaged, summed, or returned as they are.
public func binaryCrossEntropy(
  _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, reduction: Reduction = .mean
) -> Tensor {
  checkProbabilities(input, target, weight)
  let result = noGrad { () -> Tensor in
    let losses =
      (target - 1) * (-input).log1p().clamp(min: -100) - target * input.log().clamp(min: -100)
    return reduction.apply(weighted(losses, weight))
  }
  guard records(input, target) else { return result }
  let (savedInput, savedTarget) = (SavedTensor(input), SavedTensor(target))
  let each = { (grad: Tensor, derivative: Tensor) in
    weighted(reduction.spread(grad, derivative.count) * derivative, weight)
  }
  return result.recorded(
    "BinaryCrossEntropyBackward0",
    input,
    { grad in
      let x = savedInput.value
      return each(grad, (x - savedTarget.value) / ((1 - x) * x).clamp(min: 1e-12))
    },
    target,
    { grad in
      let x = savedInput.value
      return each(grad, -(x.log() - (1 - x).log()))
    })
}

/// Losses times weights, in the losses' dtype. Stops the program where the weights don't broadcast
/// to their shape.
func weighted(_ losses: Tensor, _ weight: Tensor?) -> Tensor {
  guard let weight else { return losses }
  if broadcast(losses.layout.shape, weight.layout.shape) != losses.layout.shape {
    let whole = broadcast(losses.layout.shape, weight.layout.shape).array
    fail("output with shape \(losses.shape) doesn't match the broadcast shape \(whole)")
  }
  return rawCast(losses * weight, to: losses.dtype)
}

private func checkProbabilities(_ input: Tensor, _ target: Tensor, _ weight: Tensor?) {
  if input.layout.shape != target.layout.shape {
    fail(
      "Using a target size (torch.Size(\(target.shape))) that is different to the input size "
        + "(torch.Size(\(input.shape))) is deprecated. Please ensure they have the same size.")
  }
  if let weight { checkBroadcastable(weight.shape, target.shape) }
  checkRequiresNoGrad(weight, "weight", of: "binary_cross_entropy")
  if input.dtype != target.dtype {
    fail("Found dtype \(target.dtype.scalarName) but expected \(input.dtype.scalarName)")
  }
  if !input.dtype.isFloatingPoint {
    fail("\"binary_cross_entropy\" not implemented for '\(input.dtype.scalarName)'")
  }
  let isWrong = isOutside(input)
  let all = isWrong.logicalOr(isOutside(target))
  if !all.any().item(as: Bool.self) { return }
  // The first element that is wrong says which side is named.
  let first = all.reshape([-1]).to(.uint8).argmax().item(as: Int.self)
  let name = isWrong.reshape([-1])[first].item(as: Bool.self) ? "input" : "target"
  fail("all elements of \(name) should be between 0 and 1")
}

/// Whether an element isn't between 0 and 1, or is nan.
private func isOutside(_ x: Tensor) -> Tensor {
  (x >= 0).logicalAnd(x <= 1).logicalNot()
}

/// Stops the program where two shapes don't broadcast.
private func checkBroadcastable(_ weight: [Int], _ target: [Int]) {
  var common = [Int](repeating: 1, count: max(weight.count - target.count, 0)) + target
  for (place, size) in weight.reversed().enumerated() where size != 1 {
    let dim = common.count - 1 - place
    if common[dim] == 1 {
      common[dim] = size
    } else if common[dim] != size {
      fail(
        "Attempting to broadcast a dimension of length \(size) at \(-1 - place)! Mismatching "
          + "argument at index 1 had torch.Size(\(weight)); but expected shape should be "
          + "broadcastable to \(common)")
    }
  }
}
