import CVectorMath

/// Normalisation of elements by the mean and variance over some dimensions, and the way back, in the
/// type in which arithmetic on the input is carried out.
private struct Standardization {
  let dims: [Int]
  let mean: Tensor
  /// 1 divided by the standard deviation.
  let scale: Tensor

  func apply(_ input: Tensor) -> Tensor { (rawCastToOpMath(input) - mean) * scale }

  /// The gradient of the input from that of the normalised values, where mean and variance were
  /// computed from the input itself.
  func inputGradient(_ gradient: Tensor, _ input: Tensor) -> Tensor {
    let normalized = apply(input)
    let mean = gradient.mean(dim: dims, keepDim: true)
    let projection = (gradient * normalized).mean(dim: dims, keepDim: true)
    return (gradient - mean - normalized * projection) * scale
  }
}

/// Normalises each channel by its mean and variance over all other dimensions, after Ioffe and
/// Szegedy (2015).
///
/// Stops the program where a tensor hasn't one element for each channel, types don't go together, or
/// training would have one value for a channel.
///
/// - Parameters:
///   - input: of shape samples × channels, or with further dimensions, and of a floating-point type.
///   - runningMean: the mean to use where `training` is false; in training it is updated.
///   - runningVar: the variance to use where `training` is false; in training it is updated.
///   - weight: what the normalised values are multiplied with, one number for each channel.
///   - bias: what is added then, one number for each channel.
///   - momentum: the share of the new value in the updates.
///   - eps: is added to the variance: at least 0, and more in training.
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

/// The same values in their compute type, as far as another type holds them.
private func rounded(_ tensor: Tensor, to dtype: DType) -> Tensor {
  rawCastToOpMath(rawCast(tensor, to: dtype))
}

/// The mean of each channel, in the type of the dense input, and the variance in float64.
private func moments(ofChannels input: Tensor) -> (mean: Tensor, variance: Tensor) {
  let channels: DimVector = [input.layout.shape[1]]
  let mean = Tensor(uninitialized: channels, input.dtype)
  let variance = Tensor(uninitialized: channels, .float64)
  input.dtype.dispatch(ChannelMoments(input: input, mean: mean, variance: variance))
  return (mean, variance)
}

/// Sums in double, in two passes.
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

/// The result for an input without elements: the input itself, scaled and shifted as far as that has
/// a gradient.
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

/// `x · a + b` for each channel, with `a = scale · weight` and `b = bias − mean · a` as PyTorch has
/// them, and a single rounding.
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
  /// The bias.
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

/// Normalises by mean and variance over the last dimensions, after Ba et al. (2016).
///
/// Stops the program where shapes or types don't go together.
///
/// - Parameters:
///   - input: of a floating-point type.
///   - shape: the sizes of the dimensions, at least one, which `weight` and `bias` have too.
///   - weight: what the normalised values are multiplied with.
///   - bias: what is added then.
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

/// The weight and bias of a normalisation.
struct NormParameters {
  let weight: Tensor?
  let bias: Tensor?

  /// The input and these with the ways to their gradients.
  ///
  /// - Parameters:
  ///   - shape: that in which weight and bias are broadcast.
  ///   - dims: the dimensions along which they are repeated.
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
