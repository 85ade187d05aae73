import CVectorMath

/// Normalisation by mean and variance over some dimensions, and its gradient, in the op-math type.
private struct Standardization {
  let dims: [Int]
  let mean: Tensor
  /// The reciprocal of the standard deviation, PyTorch's `rstd`.
  let scale: Tensor

  func apply(_ input: Tensor) -> Tensor { (rawCastToOpMath(input) - mean) * scale }

  /// The gradient of the input from that of the normalised values, where mean and variance depend
  /// on the input.
  func inputGradient(_ gradient: Tensor, _ input: Tensor) -> Tensor {
    let normalized = apply(input)
    let mean = gradient.mean(dim: dims, keepDim: true)
    let projection = (gradient * normalized).mean(dim: dims, keepDim: true)
    return (gradient - mean - normalized * projection) * scale
  }
}

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
  let dims = (0..<input.ndim).filter { $0 != 1 }
  var channel = [Int](repeating: 1, count: input.ndim)
  channel[1] = input.layout.shape[1]
  // The type in which PyTorch keeps what it computes of the input: that of the parameters.
  let isMixed = [weight, bias, runningMean, runningVar].contains { $0?.dtype == .float32 }
  let type = isMixed ? .float32 : input.dtype
  let standardization = noGrad { () -> Standardization in
    if !training, let runningMean, let runningVar {
      let scale = (rawCastToOpMath(runningVar.detach()) + eps).rsqrt()
      let mean = rawCastToOpMath(runningMean.detach())
      return Standardization(
        dims: dims, mean: mean.reshape(channel), scale: scale.reshape(channel))
    }
    let x = rawContiguous(rawCastToOpMath(input.detach()))
    let (exact, variance) = moments(ofChannels: x)
    let mean = rounded(exact, to: type)
    let count = Double(input.count / input.layout.shape[1])
    update(runningMean, mean, momentum)
    update(runningVar, rawCast(variance * (count / (count - 1)), to: x.dtype), momentum)
    let scale = rounded(1 / (variance + eps).sqrt(), to: type)
    return Standardization(dims: dims, mean: mean.reshape(channel), scale: scale.reshape(channel))
  }
  let result = noGrad { scaledAndShifted(input.detach(), standardization, parameters) }
  return result.recorded(
    "NativeBatchNormBackward0",
    parameters.gradients(
      input, standardization, shape: channel, over: dims, isFixed: !training))
}

/// The values rounded to a dtype, in its op-math type.
private func rounded(_ tensor: Tensor, to dtype: DType) -> Tensor {
  rawCastToOpMath(rawCast(tensor, to: dtype))
}

/// The mean of each channel, in the dtype of the contiguous input, and the variance in float64.
private func moments(ofChannels input: Tensor) -> (mean: Tensor, variance: Tensor) {
  let channels: DimVector = [input.layout.shape[1]]
  let mean = Tensor(uninitialized: channels, input.dtype)
  let variance = Tensor(uninitialized: channels, .float64)
  input.dtype.dispatch(ChannelMoments(input: input, mean: mean, variance: variance))
  return (mean, variance)
}

/// Means and variances of channels, summed in double, in two passes.
private struct ChannelMoments: RealKernel {
  let input: Tensor
  let mean: Tensor
  let variance: Tensor

  func run<T: Real>(_ type: T.Type) {
    let (samples, channels) = (input.layout.shape[0], input.layout.shape[1])
    let area = input.count / (samples * channels)
    let from = input.pointer(to: T.self)
    let (means, variances) = (mean.pointer(to: T.self), variance.pointer(to: Double.self))
    let count = Double(samples * area)
    for channel in 0..<channels {
      var sum = 0.0
      for sample in 0..<samples {
        let row = from + (sample * channels + channel) * area
        for index in 0..<area { sum += row[index].asDouble }
      }
      let center = T(fromDouble: sum / count)
      var squares = 0.0
      for sample in 0..<samples {
        let row = from + (sample * channels + channel) * area
        for index in 0..<area {
          let distance = row[index] - center
          squares += (distance * distance).asDouble
        }
      }
      (means[channel], variances[channel]) = (center, squares / count)
    }
  }
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

/// `x · a + b` for each channel, with `a = scale · weight` and `b = bias − mean · a` as in PyTorch,
/// rounded once.
private func scaledAndShifted(
  _ input: Tensor, _ standardization: Standardization, _ parameters: NormParameters
) -> Tensor {
  let x = rawContiguous(rawCastToOpMath(input))
  let count = x.layout.shape[1]
  var factor = standardization.scale.reshape([count])
  if let weight = parameters.weight {
    factor = factor * rawCastToOpMath(weight.detach()).reshape([count])
  }
  let mean = standardization.mean.reshape([count])
  let start = parameters.bias.map { rawCastToOpMath($0.detach()).reshape([count]) }
  let output = Tensor(uninitialized: x.layout.shape, x.dtype)
  x.dtype.dispatch(
    ScaleAndShift(
      input: x, factor: rawContiguous(factor), mean: rawContiguous(mean),
      start: start.map { rawContiguous($0) },
      output: output))
  return rawCast(output, to: input.dtype)
}

private struct ScaleAndShift: RealKernel {
  let input: Tensor
  let factor: Tensor
  let mean: Tensor
  let start: Tensor?
  let output: Tensor

  func run<T: Real>(_ type: T.Type) {
    let channels = input.layout.shape[1]
    let (factors, means) = (factor.pointer(to: T.self), mean.pointer(to: T.self))
    let starts = start?.pointer(to: T.self)
    let shifts = (0..<channels).map { channel in
      (starts?[channel] ?? 0).addingProduct(-means[channel], factors[channel])
    }
    let area = input.count / (input.layout.shape[0] * channels)
    for part in 0..<(input.layout.shape[0] * channels) {
      let (start, factor, shift) = (
        part * area, factors[part % channels], shifts[part % channels]
      )
      if T.dtype == .float32 && area >= 16 {
        vector_scale_and_shift(
          input.pointer(to: Float.self) + start, output.pointer(to: Float.self) + start, area,
          Float(factor.asDouble), Float(shift.asDouble))
        continue
      }
      let (from, into) = (input.pointer(to: T.self) + start, output.pointer(to: T.self) + start)
      for index in 0..<area { into[index] = shift.addingProduct(from[index], factor) }
    }
  }
}

/// Layer normalisation after Ba et al. (2016): `(x − mean) / √(variance + eps) · weight + bias`,
/// over the last dimensions.
///
/// Stops the program where shapes or dtypes don't fit.
///
/// - Parameters:
///   - input: of a floating-point type.
///   - shape: the sizes of the last dimensions, at least one, PyTorch's `normalized_shape`.
///   - weight: the scale, of that shape; nil for 1.
///   - bias: the shift, of that shape; nil for 0.
///   - eps: is added to the variance.
public func layerNorm(
  _ input: Tensor, _ shape: [Int], weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
) -> Tensor {
  let parameters = NormParameters(weight: weight, bias: bias)
  checkLayerNorm(input, shape, parameters)
  let first = input.ndim - shape.count
  let dims = Array(first..<input.ndim)
  let standardization = noGrad { () -> Standardization in
    let x = rawCastToOpMath(input.detach())
    let variance = x.var(dim: dims, correction: 0, keepDim: true)
    return Standardization(
      dims: dims, mean: x.mean(dim: dims, keepDim: true), scale: (variance + eps).rsqrt())
  }
  let result = noGrad { () -> Tensor in
    var result = standardization.apply(input.detach())
    if let weight { result = result * rawCastToOpMath(weight.detach()) }
    if let bias { result = result + rawCastToOpMath(bias.detach()) }
    return rawCast(result, to: input.dtype)
  }
  return result.recorded(
    "NativeLayerNormBackward0",
    parameters.gradients(
      input, standardization, shape: shape, over: Array(0..<first), isFixed: false))
}

struct NormParameters {
  let weight: Tensor?
  let bias: Tensor?

  /// The inputs of the operation with their gradients.
  ///
  /// - Parameters:
  ///   - shape: the shape to which weight and bias are reshaped to broadcast.
  ///   - dims: the dimensions along which they are broadcast.
  ///   - isFixed: whether mean and variance don't depend on the input.
  fileprivate func gradients(
    _ input: Tensor, _ standardization: Standardization, shape: [Int], over dims: [Int],
    isFixed: Bool
  ) -> [(tensor: Tensor, gradient: (Tensor) -> Tensor)] {
    let (saved, savedWeight) = (SavedTensor(input), weight.map { SavedTensor($0) })
    var inputs: [(tensor: Tensor, gradient: (Tensor) -> Tensor)] = [
      (
        input,
        { gradient in
          var grad = rawCastToOpMath(gradient)
          if let savedWeight { grad = grad * rawCastToOpMath(savedWeight.value).reshape(shape) }
          return isFixed
            ? grad * standardization.scale : standardization.inputGradient(grad, saved.value)
        }
      )
    ]
    let total = { (grad: Tensor) in dims.isEmpty ? grad : grad.sum(dim: dims) }
    if let weight {
      let whole = weight.layout.shape
      inputs.append(
        (
          weight,
          { total(rawCastToOpMath($0) * standardization.apply(saved.value)).reshape(whole.array) }
        ))
    }
    if let bias {
      let whole = bias.layout.shape
      inputs.append((bias, { total(rawCastToOpMath($0)).reshape(whole.array) }))
    }
    return inputs
  }
}
