/// im2col and col2im, after Chellapilla et al. (2006): copies between an image and a matrix with a
/// column for each position of the window.
private struct WindowColumns<T: Number> {
  let window: Window
  let channels: Int
  let height: Int
  let width: Int
  let rows: Int
  let columns: Int

  /// im2col: fills the matrix, of shape (channels · window) × positions.
  func gather(_ image: UnsafePointer<T>, _ matrix: UnsafeMutablePointer<T>) {
    forEach { source, place in matrix[place] = source < 0 ? T.zero : image[source] }
  }

  /// col2im: adds the matrix to the image.
  func scatter(_ matrix: UnsafePointer<T>, _ image: UnsafeMutablePointer<T>) {
    forEach { source, place in
      if source >= 0 { image[source] = T.add(image[source], matrix[place]) }
    }
  }

  @inline(__always)
  private func forEach(_ body: (_ source: Int, _ place: Int) -> Void) {
    var place = 0
    for channel in 0..<channels {
      for y in 0..<window.size.height {
        for x in 0..<window.size.width {
          for row in 0..<rows {
            let top =
              row * window.stride.height - window.padding.height
              + y * window.dilation.height
            for column in 0..<columns {
              let left =
                column * window.stride.width - window.padding.width
                + x * window.dilation.width
              let isInside = top >= 0 && top < height && left >= 0 && left < width
              body(isInside ? (channel * height + top) * width + left : -1, place)
              place += 1
            }
          }
        }
      }
    }
  }
}

/// The output of a convolution and its gradients, as matrix products for each sample and group, in
/// the op-math type.
private struct Convolution {
  let window: Window
  let groups: Int

  private func columns<T: Number>(_: T.Type, _ images: Tensor, _ output: DimVector)
    -> WindowColumns<T>
  {
    WindowColumns(
      window: window, channels: images.layout.shape[1] / groups, height: images.layout.shape[2],
      width: images.layout.shape[3], rows: output[2], columns: output[3])
  }

  /// One group's channels of one sample, as a matrix of shape channels × positions.
  private func part(_ images: Tensor, _ sample: Int, _ group: Int) -> Tensor {
    let channels = images.layout.shape[1] / groups
    let area = images.layout.shape[2] * images.layout.shape[3]
    return Tensor(
      storage: images.storage,
      offset: images.storageOffset + (sample * images.layout.shape[1] + group * channels) * area,
      shape: [channels, area], strides: [area, 1], dtype: images.dtype)
  }

  /// One group's weights, as a matrix of shape outputs × (channels · window).
  private func weights(_ weight: Tensor, _ group: Int) -> Tensor {
    let outputs = weight.layout.shape[0] / groups
    let width = weight.layout.shape[1] * weight.layout.shape[2] * weight.layout.shape[3]
    return Tensor(
      storage: weight.storage, offset: weight.storageOffset + group * outputs * width,
      shape: [outputs, width], strides: [width, 1], dtype: weight.dtype)
  }

  private func forEachPart(_ images: Tensor, _ body: (_ sample: Int, _ group: Int) -> Void) {
    for sample in 0..<images.layout.shape[0] {
      for group in 0..<groups { body(sample, group) }
    }
  }

  func output<T: Number>(_: T.Type, _ images: Tensor, _ weight: Tensor, _ shape: DimVector)
    -> Tensor
  {
    let result = Tensor(uninitialized: shape, images.dtype)
    let columns = columns(T.self, images, shape)
    let width = weight.layout.shape[1] * weight.layout.shape[2] * weight.layout.shape[3]
    let matrix = Tensor(uninitialized: [width, shape[2] * shape[3]], images.dtype)
    forEachPart(images) { sample, group in
      columns.gather(part(images, sample, group).pointer(to: T.self), matrix.pointer(to: T.self))
      let into = part(result, sample, group)
      if T.dtype.isFloatingPoint {
        gemm(weights(weight, group), matrix, into: into)
      } else {
        rawCopy(rawMatmul(weights(weight, group), matrix), to: into)
      }
    }
    return result
  }

  func imageGradient<T: Real>(
    _: T.Type, _ gradient: Tensor, _ weight: Tensor, _ shape: DimVector
  ) -> Tensor {
    let result = Tensor.zeros(shape, gradient.dtype)
    let columns = columns(T.self, result, gradient.layout.shape)
    forEachPart(result) { sample, group in
      let matrix = rawMatmul(
        weights(weight, group).rawTranspose(0, 1), part(gradient, sample, group))
      let image = part(result, sample, group)
      columns.scatter(matrix.pointer(to: T.self), image.pointer(to: T.self))
    }
    return result
  }

  func weightGradient<T: Real>(
    _: T.Type, _ gradient: Tensor, _ images: Tensor, _ shape: DimVector
  ) -> Tensor {
    let result = Tensor.zeros(shape, gradient.dtype)
    let columns = columns(T.self, images, gradient.layout.shape)
    let matrix = Tensor(
      uninitialized: [
        shape[1] * shape[2] * shape[3], gradient.layout.shape[2] * gradient.layout.shape[3],
      ],
      images.dtype)
    forEachPart(images) { sample, group in
      columns.gather(part(images, sample, group).pointer(to: T.self), matrix.pointer(to: T.self))
      gemm(
        part(gradient, sample, group), matrix.rawTranspose(0, 1), into: weights(result, group),
        adding: 1)
    }
    return result
  }
}

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
    images, weight, bias, Convolution(window: window, groups: groups), shape)
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
  _ images: Tensor, _ weight: Tensor, _ bias: Tensor?, _ convolution: Convolution,
  _ shape: DimVector
) -> Tensor {
  let type = images.dtype
  let (x, w) = (prepared(images), prepared(weight))
  var output =
    switch x.dtype {
    case .float64: convolution.output(Double.self, x, w, shape)
    case .float32: convolution.output(Float.self, x, w, shape)
    default: convolution.output(Int64.self, x, w, shape)
    }
  if let bias {
    output = noGrad { output + prepared(bias.detach()).rawView([1, shape[1], 1, 1]) }
  }
  let (savedX, savedW) = (SavedTensor(images), SavedTensor(weight))
  var inputs: [(tensor: Tensor, gradient: (Tensor) -> Tensor)] = [
    (
      images,
      { grad in
        let (g, w) = (prepared(grad), prepared(savedW.value))
        return g.dtype == .float64
          ? convolution.imageGradient(Double.self, g, w, savedX.value.layout.shape)
          : convolution.imageGradient(Float.self, g, w, savedX.value.layout.shape)
      }
    ),
    (
      weight,
      { grad in
        let (g, x) = (prepared(grad), prepared(savedX.value))
        return g.dtype == .float64
          ? convolution.weightGradient(Double.self, g, x, savedW.value.layout.shape)
          : convolution.weightGradient(Float.self, g, x, savedW.value.layout.shape)
      }
    ),
  ]
  if let bias { inputs.append((bias, { $0.sum(dim: [0, 2, 3]) })) }
  return rawCast(output, to: type).recorded("ConvolutionBackward0", inputs)
}

private func prepared(_ tensor: Tensor) -> Tensor {
  rawContiguous(rawCast(tensor, to: tensor.dtype.opMathType))
}
