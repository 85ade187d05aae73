/// A two-dimensional convolution (a cross-correlation): each output channel is a weighted sum of
/// the input within a sliding window.
///
/// Stops the program where shapes or dtypes don't fit, or an argument is out of its range.
///
/// - Parameters:
///   - input: of shape N × channels × height × width, or without N.
///   - weight: of shape outputs × (channels / groups) × kernel height × kernel width, and of the
///     input's dtype.
///   - bias: of shape `[outputs]` and of the input's dtype; nil for none.
///   - stride: by how much the window moves, at least 1.
///   - padding: how many zeros surround the input, at least 0.
///   - dilation: the distance between the window's elements, at least 1.
///   - groups: into how many independent groups the channels are divided.
/// - Returns: a tensor of shape N × outputs × rows × columns, or without N as the input.
public func conv2d(
  _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: Pair = 1, padding: Pair = 0,
  dilation: Pair = 1, groups: Int = 1
) -> Tensor {
  let check = ConvolutionCheck(weight: weight, groups: groups)
  check.types(input, bias)
  let images = input.asImages("conv2d")
  let window = check.window(stride: stride, padding: padding, dilation: dilation)
  check.shape(images, bias, window)
  let (rows, columns) = window.places(images.layout.shape[2], images.layout.shape[3])
  if images.layout.shape[0] == 0 || images.layout.shape[1] == 0 {
    // PyTorch's result of no channels has none itself.
    let outputs = images.layout.shape[1] == 0 ? 0 : weight.layout.shape[0]
    let result = emptyConvolution(
      images, weight, bias, [images.layout.shape[0], outputs, rows, columns])
    return input.ndim == 3 ? result.squeeze(0) : result
  }
  check.kernel(images, window)
  let shape: DimVector = [images.layout.shape[0], weight.layout.shape[0], rows, columns]
  let result = convolution(
    images, weight, bias,
    ConvolutionShape(
      window: window, groups: groups, images: images.layout.shape, weight: weight.layout.shape,
      output: shape))
  return input.ndim == 3 ? result.squeeze(0) : result
}

/// The padding of a convolution by name, PyTorch's strings.
public enum PaddingMode: String, Sendable {
  /// As many zeros as make the output as large as the input.
  case same
  /// No padding.
  case valid
}

/// As ``conv2d(_:_:_:stride:padding:dilation:groups:)``, with padding by name.
///
/// Stops the program also where it is ``PaddingMode/same`` and the stride isn't 1.
public func conv2d(
  _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: Pair = 1,
  padding: PaddingMode, dilation: Pair = 1, groups: Int = 1
) -> Tensor {
  if padding == .valid {
    return conv2d(input, weight, bias, stride: stride, dilation: dilation, groups: groups)
  }
  let images = input.asImages("conv2d")
  if weight.ndim != images.ndim {
    fail(
      "Expected \(weight.ndim)-dimensional input for \(weight.ndim)-dimensional weight"
        + "\(weight.shape), but got \(images.ndim)-dimensional input of size \(images.shape) "
        + "instead")
  }
  if stride.height != 1 || stride.width != 1 {
    fail("padding='same' is not supported for strided convolutions")
  }
  let missing = Pair(
    dilation.height &* (weight.layout.shape[2] - 1), dilation.width &* (weight.layout.shape[3] - 1))
  // An odd zero goes below and to the right, where the window's own padding can't put it.
  let padded = images.padded(below: missing.height & 1, right: missing.width & 1)
  let result = conv2d(
    padded, weight, bias, padding: Pair(missing.height / 2, missing.width / 2), dilation: dilation,
    groups: groups)
  return input.ndim == 3 ? result.squeeze(0) : result
}

extension Tensor {
  /// The images padded with zeros at the bottom and the right.
  fileprivate final func padded(below rows: Int, right columns: Int) -> Tensor {
    if rows == 0 && columns == 0 { return self }
    let (height, width) = (layout.shape[2], layout.shape[3])
    let inner = { (images: Tensor) in
      noGrad {
        images.narrow(dim: 2, start: 0, length: height).narrow(dim: 3, start: 0, length: width)
      }
    }
    let result = Tensor.zeros(
      [layout.shape[0], layout.shape[1], height + rows, width + columns], dtype)
    rawCopy(self, to: inner(result))
    return result.recorded("ConstantPadNdBackward0", savesTensors: false, self) { inner($0) }
  }
}

/// The convolution of an empty batch, or of images without channels.
private func emptyConvolution(
  _ images: Tensor, _ weight: Tensor, _ bias: Tensor?, _ shape: DimVector
) -> Tensor {
  if images.layout.shape[1] != 0 && weight.count == 0 {
    fail("select(): index 0 out of range for tensor of size [0] at dimension 0")
  }
  let dtype = images.dtype.promoted(with: weight.dtype)
  let inputs = [images, weight, bias].compactMap { $0 }
  return Tensor(uninitialized: shape, dtype).recorded(
    "ConvolutionBackward0", savesTensors: false,
    inputs.map { input in
      let whole = input.layout.shape
      return (input, { Tensor.zeros(whole, $0.dtype) })
    })
}

private func convolution(
  _ images: Tensor, _ weight: Tensor, _ bias: Tensor?, _ shape: ConvolutionShape
) -> Tensor {
  let backend = images.backend
  let output = backend.convolution(
    rawOpMath(images), rawOpMath(weight), bias.map(rawOpMath), shape)
  let result = rawCast(Tensor(sharing: output), to: images.dtype)
  if !GradMode.isEnabled { return result }
  let (savedX, savedW) = (SavedTensor(images), SavedTensor(weight))
  var inputs: [(tensor: Tensor, gradient: (Tensor) -> Tensor)] = [
    (
      images,
      {
        Tensor(
          sharing: backend.convolutionImageGradient(rawOpMath($0), rawOpMath(savedW.value), shape))
      }
    ),
    (
      weight,
      {
        Tensor(
          sharing: backend.convolutionWeightGradient(rawOpMath($0), rawOpMath(savedX.value), shape))
      }
    ),
  ]
  if let bias { inputs.append((bias, { $0.sum(dim: [0, 2, 3]) })) }
  return result.recorded("ConvolutionBackward0", inputs)
}
