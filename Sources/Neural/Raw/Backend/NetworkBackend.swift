enum SoftmaxKind {
  case probability, logarithm
}

/// What layers of networks are made of, forward and backward in one pass each.
protocol NetworkBackend {
  /// Softmax along a dimension, or its logarithm, of floating-point numbers, into a contiguous tensor.
  func softmax(_ tensor: RawTensor, along dim: Int, _ kind: SoftmaxKind, into output: RawTensor)

  /// The gradient of its input, from that of its output, into a contiguous tensor.
  func softmaxGradient(
    _ gradient: RawTensor, _ output: RawTensor, along dim: Int, _ kind: SoftmaxKind,
    into result: RawTensor)

  /// The losses of contiguous log probabilities, of shape N × classes × positions, in their dtype, written
  /// in order; the sum of all, and that of the weights that they have.
  ///
  /// - Parameters:
  ///   - target: contiguous classes as int64.
  ///   - weight: a contiguous weight for each class, of the input's dtype.
  ///   - ignored: a class whose samples don't count.
  func nllLoss(
    _ input: RawTensor, _ target: RawTensor, weight: RawTensor?, ignored: Int,
    into losses: RawTensor
  ) -> (losses: Double, weights: Double)

  /// The gradient of log probabilities of a shape.
  ///
  /// - Parameter gradient: that of each loss, contiguous, or one for all.
  func nllLossGradient(
    _ gradient: RawTensor, _ target: RawTensor, weight: RawTensor?, ignored: Int, _ shape: DimVector
  ) -> RawTensor

  // Convolutions are of contiguous tensors of one op-math type.

  func convolution(
    _ images: RawTensor, _ weight: RawTensor, _ bias: RawTensor?, _ shape: ConvolutionShape
  ) -> RawTensor

  func convolutionImageGradient(
    _ gradient: RawTensor, _ weight: RawTensor, _ shape: ConvolutionShape
  ) -> RawTensor

  func convolutionWeightGradient(
    _ gradient: RawTensor, _ images: RawTensor, _ shape: ConvolutionShape
  ) -> RawTensor

  // Pooling is of contiguous images in a batch, of an op-math type.

  /// The largest element of each window, and their indices in the image as int32 if they are looked for.
  ///
  /// - Parameters:
  ///   - shape: the result's.
  ///   - lowest: what is smaller than all elements.
  func maxPool(
    _ images: RawTensor, _ window: Window, _ shape: DimVector, lowest: Double, findsPlaces: Bool
  ) -> (values: RawTensor, places: RawTensor)

  /// - Parameter images: the shape of the images.
  func maxPoolGradient(
    _ gradient: RawTensor, _ places: RawTensor, _ window: Window, _ images: DimVector
  ) -> RawTensor

  /// The mean of each window.
  ///
  /// - Parameter divisor: the divisor of sums in place of the count.
  func meanPool(
    _ images: RawTensor, _ window: Window, _ shape: DimVector, countsPadding: Bool, divisor: Int?
  ) -> RawTensor

  func meanPoolGradient(
    _ gradient: RawTensor, _ window: Window, _ images: DimVector, countsPadding: Bool, divisor: Int?
  ) -> RawTensor

  // Batch normalisation is of contiguous tensors of shape samples × channels × …, with contiguous vectors
  // of the channels in the op-math type.

  /// The mean of each channel and its variance, in float64.
  func channelMoments(_ input: RawTensor) -> (mean: RawTensor, variance: RawTensor)

  /// `bias − mean · factor` for each channel, rounded once.
  func channelShift(_ mean: RawTensor, _ factor: RawTensor, _ bias: RawTensor?) -> RawTensor

  /// `x · factor + shift` for each channel, rounded once.
  func scaleChannels(_ input: RawTensor, _ factor: RawTensor, _ shift: RawTensor) -> RawTensor

  /// For each channel the sums of the gradient, and of its products with `x − mean`, in float64.
  func channelGradientSums(
    _ gradient: RawTensor, _ input: RawTensor, _ mean: RawTensor
  ) -> (sums: RawTensor, products: RawTensor)

  /// `gradient · factor + (x − mean) · slope + shift` for each channel.
  func channelInputGradient(
    _ gradient: RawTensor, _ input: RawTensor, _ mean: RawTensor, factor: RawTensor,
    slope: RawTensor, shift: RawTensor
  ) -> RawTensor

  /// Layer normalisation of the contiguous rows of a tensor, with scale and shift in the op-math type.
  func layerNorm(
    _ input: RawTensor, _ weight: RawTensor?, _ bias: RawTensor?, rows: Int, width: Int, eps: Double
  ) -> NormalizedRows

  /// Writes those gradients for which there is a tensor.
  func layerNormGradients(
    _ gradient: RawTensor, _ input: RawTensor, _ weight: RawTensor?, mean: RawTensor,
    rstd: RawTensor, into result: LayerNormGradients, width: Int)
}

/// Layer normalisation's result, and what it keeps for gradients: the mean of each row and the reciprocal
/// of its standard deviation, in the op-math type.
struct NormalizedRows {
  let output: RawTensor
  let mean: RawTensor
  let rstd: RawTensor
}

/// Where gradients of layer normalisation go: the input's in its dtype, the others in the op-math type.
struct LayerNormGradients {
  let input: RawTensor?
  let weight: RawTensor?
  let bias: RawTensor?
}
