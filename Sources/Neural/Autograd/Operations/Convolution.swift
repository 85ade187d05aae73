/// Copies between images and the matrix of all their windows, after Chellapilla et al. (2006): each
/// column holds what one place of the window sees.
private struct WindowColumns<T: Real> {
  let window: Window
  let channels: Int
  let height: Int
  let width: Int
  let rows: Int
  let columns: Int

  /// Fills the matrix of shape (channels · window) × places.
  func gather(_ image: UnsafePointer<T>, _ matrix: UnsafeMutablePointer<T>) {
    forEach { source, place in matrix[place] = source < 0 ? 0 : image[source] }
  }

  /// Adds the matrix to the image that it was gathered from.
  func scatter(_ matrix: UnsafePointer<T>, _ image: UnsafeMutablePointer<T>) {
    forEach { source, place in if source >= 0 { image[source] += matrix[place] } }
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

/// The three products of a convolution of float32 or float64 images, one sample and group at a time.
private struct Convolution {
  let window: Window
  let groups: Int

  private func columns<T: Real>(_: T.Type, _ images: Tensor, _ output: Dims) -> WindowColumns<T> {
    WindowColumns(
      window: window, channels: images.sizes[1] / groups, height: images.sizes[2],
      width: images.sizes[3], rows: output[2], columns: output[3])
  }

  /// One group's channels of one sample, as a matrix of channels × places.
  private func part(_ images: Tensor, _ sample: Int, _ group: Int) -> Tensor {
    let channels = images.sizes[1] / groups
    let area = images.sizes[2] * images.sizes[3]
    return Tensor(
      storage: images.storage,
      offset: images.storageOffset + (sample * images.sizes[1] + group * channels) * area,
      sizes: [channels, area], steps: [area, 1], dtype: images.dtype)
  }

  /// One group's weights as a matrix of outputs × (channels · window).
  private func weights(_ weight: Tensor, _ group: Int) -> Tensor {
    let outputs = weight.sizes[0] / groups
    let width = weight.sizes[1] * weight.sizes[2] * weight.sizes[3]
    return Tensor(
      storage: weight.storage, offset: weight.storageOffset + group * outputs * width,
      sizes: [outputs, width], steps: [width, 1], dtype: weight.dtype)
  }

  private func forEachPart(_ images: Tensor, _ body: (_ sample: Int, _ group: Int) -> Void) {
    for sample in 0..<images.sizes[0] {
      for group in 0..<groups { body(sample, group) }
    }
  }

  func output<T: Real>(_: T.Type, _ images: Tensor, _ weight: Tensor, _ sizes: Dims) -> Tensor {
    let result = Tensor(uninitialized: sizes, images.dtype)
    let columns = columns(T.self, images, sizes)
    let width = weight.sizes[1] * weight.sizes[2] * weight.sizes[3]
    let matrix = Tensor(uninitialized: [width, sizes[2] * sizes[3]], images.dtype)
    forEachPart(images) { sample, group in
      columns.gather(part(images, sample, group).pointer(to: T.self), matrix.pointer(to: T.self))
      multiply(weights(weight, group), matrix, into: part(result, sample, group))
    }
    return result
  }

  func imageGradient<T: Real>(
    _: T.Type, _ gradient: Tensor, _ weight: Tensor, _ sizes: Dims
  ) -> Tensor {
    let result = Tensor.zeros(sizes, gradient.dtype)
    let columns = columns(T.self, result, gradient.sizes)
    forEachPart(result) { sample, group in
      let matrix = product(weights(weight, group).swapped(0, 1), part(gradient, sample, group))
      let image = part(result, sample, group)
      columns.scatter(matrix.pointer(to: T.self), image.pointer(to: T.self))
    }
    return result
  }

  func weightGradient<T: Real>(
    _: T.Type, _ gradient: Tensor, _ images: Tensor, _ sizes: Dims
  ) -> Tensor {
    let result = Tensor.zeros(sizes, gradient.dtype)
    let columns = columns(T.self, images, gradient.sizes)
    let matrix = Tensor(
      uninitialized: [sizes[1] * sizes[2] * sizes[3], gradient.sizes[2] * gradient.sizes[3]],
      images.dtype)
    forEachPart(images) { sample, group in
      columns.gather(part(images, sample, group).pointer(to: T.self), matrix.pointer(to: T.self))
      multiply(
        part(gradient, sample, group), matrix.swapped(0, 1), into: weights(result, group),
        adding: 1)
    }
    return result
  }
}

/// Slides a window over images and sums what it sees, weighted (a cross-correlation).
///
/// - Parameters:
///   - input: of shape samples × channels × height × width, or without samples.
///   - weight: of shape outputs × (channels / groups) × window height × window width.
///   - bias: of shape outputs.
public func conv2d(
  _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: Pair = 1, padding: Pair = 0,
  dilation: Pair = 1, groups: Int = 1
) -> Tensor {
  let images = input.asImages("conv2d")
  checkConvolution(images, weight, groups)
  let window = Window(
    size: Pair(weight.sizes[2], weight.sizes[3]), stride: stride, padding: padding,
    dilation: dilation)
  let (rows, columns) = window.places(images.sizes[2], images.sizes[3])
  if rows <= 0 || columns <= 0 {
    let padded = (images.sizes[2] + 2 * padding.height, images.sizes[3] + 2 * padding.width)
    fail(
      "Calculated padded input size per channel: (\(padded.0) x \(padded.1)). Kernel size: "
        + "(\(weight.sizes[2]) x \(weight.sizes[3])). Kernel size can't be greater than actual input size"
    )
  }
  let sizes: Dims = [images.sizes[0], weight.sizes[0], rows, columns]
  let result = convolved(
    images, weight, bias, Convolution(window: window, groups: groups), sizes)
  return input.sizes.count == 3 ? result.squeeze(0) : result
}

private func convolved(
  _ images: Tensor, _ weight: Tensor, _ bias: Tensor?, _ convolution: Convolution, _ sizes: Dims
) -> Tensor {
  let type = images.dtype
  let (x, w) = (prepared(images), prepared(weight))
  var output =
    x.dtype == .float64
    ? convolution.output(Double.self, x, w, sizes) : convolution.output(Float.self, x, w, sizes)
  if let bias { output = noGrad { output + bias.detach().reshape([1, -1, 1, 1]) } }
  let (savedX, savedW) = (Saved(images), Saved(weight))
  var inputs: [(tensor: Tensor, gradient: (Tensor) -> Tensor)] = [
    (
      images,
      { grad in
        let (g, w) = (prepared(grad), prepared(savedW.value))
        return g.dtype == .float64
          ? convolution.imageGradient(Double.self, g, w, savedX.value.sizes)
          : convolution.imageGradient(Float.self, g, w, savedX.value.sizes)
      }
    ),
    (
      weight,
      { grad in
        let (g, x) = (prepared(grad), prepared(savedX.value))
        return g.dtype == .float64
          ? convolution.weightGradient(Double.self, g, x, savedW.value.sizes)
          : convolution.weightGradient(Float.self, g, x, savedW.value.sizes)
      }
    ),
  ]
  if let bias { inputs.append((bias, { $0.sum(dim: [0, 2, 3]) })) }
  return converted(output, to: type).recorded("ConvolutionBackward0", inputs)
}

private func prepared(_ tensor: Tensor) -> Tensor {
  dense(converted(tensor, to: tensor.dtype.compute))
}

private func checkConvolution(_ images: Tensor, _ weight: Tensor, _ groups: Int) {
  if images.dtype != weight.dtype {
    fail(
      "Input type (\(images.dtype.cName)) and weight type (\(weight.dtype.cName)) should be the same"
    )
  }
  if images.sizes[1] != weight.sizes[1] * groups {
    fail(
      "Given groups=\(groups), weight of size \(weight.shape), expected input\(images.shape) to have "
        + "\(weight.sizes[1] * groups) channels, but got \(images.sizes[1]) channels instead")
  }
}
