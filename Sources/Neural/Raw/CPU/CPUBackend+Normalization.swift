import CVectorMath

/// Channels: the second dimension of contiguous tensors of shape samples × channels × area.
extension CPUBackend {
  func channelMoments(_ input: RawTensor) -> (mean: RawTensor, variance: RawTensor) {
    let shape = ChannelShape(input)
    let mean = RawTensor(uninitialized: [shape.channels], .float64)
    let variance = RawTensor(uninitialized: [shape.channels], .float64)
    channel_moments(
      input.dtype.realType, input.firstByte, mean.pointer(to: Double.self),
      variance.pointer(to: Double.self), shape.samples, shape.channels, shape.area)
    return (mean, variance)
  }

  func channelShift(_ mean: RawTensor, _ factor: RawTensor, _ bias: RawTensor?) -> RawTensor {
    let shift = RawTensor(uninitialized: factor.layout.shape, factor.dtype)
    factor.dtype.dispatch(ShiftKernel(mean: mean, factor: factor, bias: bias, output: shift))
    return shift
  }

  func scaleChannels(_ input: RawTensor, _ factor: RawTensor, _ shift: RawTensor) -> RawTensor {
    let shape = ChannelShape(input)
    let output = RawTensor(uninitialized: input.layout.shape, input.dtype)
    channel_scale(
      input.dtype.realType, input.firstByte, factor.firstByte, shift.firstByte, output.firstByte,
      shape.samples, shape.channels, shape.area)
    return output
  }

  func channelGradientSums(
    _ gradient: RawTensor, _ input: RawTensor, _ mean: RawTensor
  ) -> (sums: RawTensor, products: RawTensor) {
    let shape = ChannelShape(input)
    let sums = RawTensor(uninitialized: [shape.channels], .float64)
    let products = RawTensor(uninitialized: [shape.channels], .float64)
    channel_gradient_sums(
      input.dtype.realType, gradient.firstByte, input.firstByte, mean.firstByte,
      sums.pointer(to: Double.self), products.pointer(to: Double.self), shape.samples,
      shape.channels, shape.area)
    return (sums, products)
  }

  func channelInputGradient(
    _ gradient: RawTensor, _ input: RawTensor, _ mean: RawTensor, factor: RawTensor,
    slope: RawTensor, shift: RawTensor
  ) -> RawTensor {
    let shape = ChannelShape(input)
    let output = RawTensor(uninitialized: input.layout.shape, input.dtype)
    channel_input_gradient(
      input.dtype.realType, gradient.firstByte, input.firstByte, mean.firstByte, factor.firstByte,
      slope.firstByte, shift.firstByte, output.firstByte, shape.samples, shape.channels, shape.area)
    return output
  }
}

private struct ChannelShape {
  let samples: Int
  let channels: Int
  let area: Int

  init(_ input: RawTensor) {
    (samples, channels) = (input.layout.shape[0], input.layout.shape[1])
    area = input.count / (samples * channels)
  }
}

/// `bias − mean · factor` for each channel, rounded once.
private struct ShiftKernel: RealKernel {
  let mean: RawTensor
  let factor: RawTensor
  let bias: RawTensor?
  let output: RawTensor

  func run<T: Real>(_ type: T.Type) {
    let (means, factors) = (mean.pointer(to: T.self), factor.pointer(to: T.self))
    let (biases, into) = (bias?.pointer(to: T.self), output.pointer(to: T.self))
    for channel in 0..<output.count {
      into[channel] = (biases?[channel] ?? 0).addingProduct(-means[channel], factors[channel])
    }
  }
}

/// Rows: what the last dimensions hold of contiguous tensors.
extension CPUBackend {
  func layerNorm(
    _ input: RawTensor, _ weight: RawTensor?, _ bias: RawTensor?, rows: Int, width: Int, eps: Double
  ) -> NormalizedRows {
    let output = RawTensor(uninitialized: input.layout.shape, input.dtype)
    let mean = RawTensor(uninitialized: [rows], input.dtype.opMathType)
    let rstd = RawTensor(uninitialized: [rows], input.dtype.opMathType)
    layer_norm(
      input.dtype.realType, input.firstByte, weight?.firstByte, bias?.firstByte, output.firstByte,
      mean.firstByte, rstd.firstByte, rows, width, eps)
    return NormalizedRows(output: output, mean: mean, rstd: rstd)
  }

  func layerNormGradients(
    _ gradient: RawTensor, _ input: RawTensor, _ weight: RawTensor?, mean: RawTensor,
    rstd: RawTensor, into result: LayerNormGradients, width: Int
  ) {
    layer_norm_gradient(
      input.dtype.realType, gradient.firstByte, input.firstByte, weight?.firstByte, mean.firstByte,
      rstd.firstByte, result.input?.firstByte, result.weight?.firstByte, result.bias?.firstByte,
      mean.count, width)
  }
}
