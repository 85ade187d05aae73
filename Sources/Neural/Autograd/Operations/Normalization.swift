/// Normalisation of elements by the mean and variance over some dimensions, and the way back.
private struct Standardization {
  let dims: [Int]
  let mean: Tensor
  /// 1 divided by the standard deviation.
  let scale: Tensor

  func apply(_ input: Tensor) -> Tensor { (input - mean) * scale }

  /// The gradient of the input from that of the normalised values, where mean and variance were
  /// computed from the input itself.
  func inputGradient(_ gradient: Tensor, _ input: Tensor) -> Tensor {
    let normalized = apply(input)
    let mean = gradient.mean(dim: dims, keepDim: true)
    let slope = (gradient * normalized).mean(dim: dims, keepDim: true)
    return (gradient - mean - normalized * slope) * scale
  }
}

/// Normalises each channel by its mean and variance over all other dimensions, after Ioffe and
/// Szegedy (2015).
///
/// - Parameters:
///   - input: of shape samples × channels, or with further dimensions.
///   - runningMean: the mean to use where `training` is false; in training it is updated.
///   - runningVar: the variance to use where `training` is false; in training it is updated.
///   - momentum: the share of the new value in the updates.
public func batchNorm(
  _ input: Tensor, runningMean: Tensor?, runningVar: Tensor?, weight: Tensor? = nil,
  bias: Tensor? = nil, training: Bool = false, momentum: Double = 0.1, eps: Double = 1e-5
) -> Tensor {
  let dims = (0..<input.sizes.count).filter { $0 != 1 }
  var channel = [Int](repeating: 1, count: input.sizes.count)
  channel[1] = input.sizes[1]
  let count = input.count / Swift.max(input.sizes[1], 1)
  if training && count <= 1 {
    fail(
      "Expected more than 1 value per channel when training, got input size torch.Size(\(input.shape))"
    )
  }
  let standardization = noGrad { () -> Standardization in
    let mean: Tensor
    let variance: Tensor
    if !training, let runningMean, let runningVar {
      (mean, variance) = (runningMean.detach(), runningVar.detach())
    } else {
      let x = input.detach()
      (mean, variance) = (x.mean(dim: dims), x.var(dim: dims, correction: 0))
      update(runningMean, mean, momentum)
      update(runningVar, variance * (Double(count) / Double(count - 1)), momentum)
    }
    return Standardization(
      dims: dims, mean: mean.reshape(channel), scale: (variance + eps).rsqrt().reshape(channel))
  }
  let isFixed = !training && runningMean != nil
  return normalized(
    "NativeBatchNormBackward0", input, weight, bias, standardization, affine: channel,
    over: dims, isFixed: isFixed)
}

private func update(_ running: Tensor?, _ value: Tensor, _ momentum: Double) {
  guard let running else { return }
  running.copy(from: running * (1 - momentum) + value * momentum)
}

/// Normalises by mean and variance over the last dimensions, after Ba et al. (2016).
///
/// - Parameter shape: the sizes of those dimensions, which `weight` and `bias` have too.
public func layerNorm(
  _ input: Tensor, _ shape: [Int], weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
) -> Tensor {
  if input.sizes.count < shape.count || Array(input.shape.suffix(shape.count)) != shape {
    let stars = shape.map { ", \($0)" }.joined()
    fail(
      "Given normalized_shape=\(shape), expected input with shape [*\(stars)], but got input of "
        + "size\(input.shape)")
  }
  let first = input.sizes.count - shape.count
  let dims = Array(first..<input.sizes.count)
  let standardization = noGrad { () -> Standardization in
    let x = input.detach()
    let variance = x.var(dim: dims, correction: 0, keepDim: true)
    return Standardization(
      dims: dims, mean: x.mean(dim: dims, keepDim: true), scale: (variance + eps).rsqrt())
  }
  return normalized(
    "NativeLayerNormBackward0", input, weight, bias, standardization, affine: shape,
    over: Array(0..<first), isFixed: false)
}

private func normalized(
  _ name: String, _ input: Tensor, _ weight: Tensor?, _ bias: Tensor?,
  _ standardization: Standardization, affine: [Int], over dims: [Int], isFixed: Bool
) -> Tensor {
  let result = noGrad { () -> Tensor in
    var result = standardization.apply(input.detach())
    if let weight { result = result * weight.detach().reshape(affine) }
    if let bias { result = result + bias.detach().reshape(affine) }
    return result
  }
  let saved = Saved(input)
  let savedWeight = weight.map { Saved($0) }
  let scaled = { (grad: Tensor) in
    savedWeight.map { grad * $0.value.reshape(affine) } ?? grad
  }
  var inputs: [(tensor: Tensor, gradient: (Tensor) -> Tensor)] = [
    (
      input,
      {
        isFixed
          ? scaled($0) * standardization.scale
          : standardization.inputGradient(scaled($0), saved.value)
      }
    )
  ]
  let total = { (grad: Tensor) in dims.isEmpty ? grad : grad.sum(dim: dims) }
  if let weight {
    inputs.append((weight, { total($0 * standardization.apply(saved.value)) }))
  }
  if let bias { inputs.append((bias, total)) }
  return result.recorded(name, inputs)
}
