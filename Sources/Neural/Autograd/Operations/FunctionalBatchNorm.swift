/// Batch normalisation after Ioffe and Szegedy (2015): `(x − mean) / √(variance + eps) · weight +
/// bias`, for each channel.
///
/// Stops the program where a tensor hasn't one element for each channel, dtypes don't fit, or
/// training has a single value for a channel.
///
/// - Parameters:
///   - input: of shape N × channels × … and of a floating-point type.
///   - runningMean: the means, of shape `[channels]`; in training they are updated instead of used.
///   - runningVar: the variances, of shape `[channels]`; in training they are updated instead of
///     used.
///   - weight: the scale, of shape `[channels]`; nil for 1.
///   - bias: the shift, of shape `[channels]`; nil for 0.
///   - training: whether to normalise by mean and variance of the batch.
///   - momentum: the share of the new value in the updates.
///   - eps: is added to the variance: at least 0, and above 0 in training.
public func batchNorm(
  _ input: Tensor, runningMean: Tensor?, runningVar: Tensor?, weight: Tensor? = nil,
  bias: Tensor? = nil, training: Bool = false, momentum: Double = 0.1, eps: Double = 1e-5
) -> Tensor {
  let parameters = NormParameters(weight: weight, bias: bias)
  let check = BatchNormCheck(
    input: input, runningMean: runningMean, runningVar: runningVar, parameters: parameters,
    isTraining: training, eps: eps)
  check.arguments()
  if input.count == 0 { return emptyBatchNorm(input, parameters) }
  check.channels()
  check.types()
  // The type in which PyTorch keeps what it computes of the input: that of the parameters.
  let isMixed = [weight, bias, runningMean, runningVar].contains { $0?.dtype == .float32 }
  let type = isMixed ? .float32 : input.dtype
  let x = rawContiguous(input)
  let channels = Channels(x)
  let scale = noGrad { () -> ChannelScale in
    if !training, let runningMean, let runningVar {
      return ChannelScale(
        mean: rawParameter(runningMean),
        rstd: rawContiguous((rawCastToOpMath(runningVar.detach()) + eps).rsqrt()))
    }
    let (exact, variance) = channels.moments(x)
    let mean = rounded(exact, to: type)
    let count = Double(channels.count)
    update(runningMean, mean, momentum)
    update(runningVar, rawCast(variance * (count / (count - 1)), to: mean.dtype), momentum)
    return ChannelScale(mean: mean, rstd: rounded(1 / (variance + eps).sqrt(), to: type))
  }
  let result = noGrad { channels.scaled(x, scale, parameters) }
  let inputs = [input, weight, bias].compactMap { $0 }
  if !inputs.contains(where: { records($0) }) { return result }
  let (saved, savedWeight) = (SavedTensor(input), weight.map { SavedTensor($0) })
  return result.recorded("NativeBatchNormBackward0", inputs) { grad, needs in
    let all = channels.gradients(
      grad, saved.value, scale, weight: savedWeight?.value, isTraining: training,
      needsInput: needs[0])
    return [all.input] + (weight == nil ? [] : [all.weight]) + (bias == nil ? [] : [all.bias])
  }
}

struct NormParameters {
  let weight: Tensor?
  let bias: Tensor?
}

/// Mean and reciprocal standard deviation of each channel, contiguous and in the op-math type.
private struct ChannelScale {
  let mean: Tensor
  let rstd: Tensor
}

/// A parameter as kernels take it: contiguous and in the op-math type.
private func rawParameter(_ tensor: Tensor) -> Tensor {
  rawContiguous(rawCastToOpMath(tensor.detach()))
}

/// The values rounded to a dtype, in its op-math type.
private func rounded(_ tensor: Tensor, to dtype: DType) -> Tensor {
  rawCastToOpMath(rawCast(tensor, to: dtype))
}

/// The result for an input without elements, with a history of scale and shift.
private func emptyBatchNorm(_ input: Tensor, _ parameters: NormParameters) -> Tensor {
  var result = input.clone()
  if let weight = parameters.weight { result = result * first(of: weight) }
  if let bias = parameters.bias { result = result + first(of: bias) }
  return result
}

private func first(of parameter: Tensor) -> Tensor {
  if parameter.dim == 0 { fail("select() cannot be applied to a 0-dim tensor.") }
  if parameter.layout.shape[0] == 0 {
    fail("select(): index 0 out of range for tensor of size \(parameter.shape) at dimension 0")
  }
  return parameter.select(dim: 0, 0)
}

private func update(_ running: Tensor?, _ value: Tensor, _ momentum: Double) {
  guard let running else { return }
  running.copy(from: running * (1 - momentum) + value * momentum)
}

/// The channels of a contiguous tensor of shape samples × channels × area.
private struct Channels {
  let samples: Int
  let channels: Int
  let area: Int
  private let type: DType

  init(_ input: Tensor) {
    (samples, channels) = (input.layout.shape[0], input.layout.shape[1])
    area = input.count / (samples * channels)
    type = input.dtype
  }

  /// How many elements a channel has.
  var count: Int { samples * area }

  /// The mean of each channel and its variance, in float64.
  func moments(_ input: Tensor) -> (mean: Tensor, variance: Tensor) {
    let (mean, variance) = input.backend.channelMoments(input)
    return (Tensor(sharing: mean), Tensor(sharing: variance))
  }

  /// `x · a + b` for each channel, with `a = rstd · weight` and `b = bias − mean · a` as in PyTorch,
  /// rounded once.
  func scaled(_ input: Tensor, _ scale: ChannelScale, _ parameters: NormParameters) -> Tensor {
    let factor = factor(scale, parameters.weight)
    let bias = parameters.bias.map { rawParameter($0).reshape([channels]) }
    let shift = input.backend.channelShift(scale.mean, factor, bias)
    return scaled(input, factor, Tensor(sharing: shift))
  }

  private func scaled(_ input: Tensor, _ factor: Tensor, _ shift: Tensor) -> Tensor {
    Tensor(sharing: input.backend.scaleChannels(input, factor, shift))
  }

  private func factor(_ scale: ChannelScale, _ weight: Tensor?) -> Tensor {
    let rstd = scale.rstd.reshape([channels])
    guard let weight else { return rstd }
    return rstd * rawParameter(weight).reshape([channels])
  }

  /// The gradients of input, weight and bias.
  func gradients(
    _ grad: Tensor, _ input: Tensor, _ scale: ChannelScale, weight: Tensor?, isTraining: Bool,
    needsInput: Bool
  ) -> (input: Tensor?, weight: Tensor, bias: Tensor) {
    let (g, x) = (rawContiguous(rawCast(grad, to: type)), rawContiguous(input))
    let (sums, products) = gradientSums(g, x, scale.mean)
    let factor = factor(scale, weight)
    let forInput: Tensor? =
      if !needsInput {
        nil
      } else if isTraining {
        inputGradient(g, x, scale, factor, sums, products)
      } else {
        scaled(g, factor, Tensor.zeros([channels], factor.dtype))
      }
    return (
      forInput, rawCast(products * scale.rstd.reshape([channels]), to: factor.dtype),
      rawCast(sums, to: factor.dtype)
    )
  }

  /// For each channel the sums of the gradient, and of its products with `x − mean`, in float64.
  private func gradientSums(_ g: Tensor, _ x: Tensor, _ mean: Tensor) -> (Tensor, Tensor) {
    let (sums, products) = g.backend.channelGradientSums(g, x, mean)
    return (Tensor(sharing: sums), Tensor(sharing: products))
  }

  /// The gradient of the input where mean and variance depend on it.
  private func inputGradient(
    _ g: Tensor, _ x: Tensor, _ scale: ChannelScale, _ factor: Tensor, _ sums: Tensor,
    _ products: Tensor
  ) -> Tensor {
    let wide = rawCast(factor, to: .float64) * (-1 / Double(count))
    let shift = rawCast(wide * sums, to: factor.dtype)
    let rstd = rawCast(scale.rstd.reshape([channels]), to: .float64)
    let slope = rawCast(wide * products * rstd * rstd, to: factor.dtype)
    let output = x.backend.channelInputGradient(
      g, x, scale.mean, factor: factor, slope: slope, shift: shift)
    return Tensor(sharing: output)
  }
}
