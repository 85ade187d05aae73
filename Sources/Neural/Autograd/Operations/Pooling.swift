/// Max pooling: the largest element within each window and its index in the image; -1 where no
/// element of the window is in the image.
private struct MaximumPooling: NumberKernel {
  let window: Window
  let images: Tensor
  let output: Tensor
  let places: Tensor
  /// The output of a window without elements.
  let lowest: Double

  func run<T: Number>(_ type: T.Type) {
    let (height, width) = (images.layout.shape[2], images.layout.shape[3])
    let (rows, columns) = (output.layout.shape[2], output.layout.shape[3])
    var (image, into) = (images.pointer(to: T.self), output.pointer(to: T.self))
    var found = places.pointer(to: Int64.self)
    for _ in 0..<(images.layout.shape[0] * images.layout.shape[1]) {
      for row in 0..<rows {
        for column in 0..<columns {
          let best = best(image, row, column, height, width)
          found.pointee = Int64(best)
          into.pointee = best < 0 ? T(fromDouble: lowest) : image[best]
          found += 1
          into += 1
        }
      }
      image += height * width
    }
  }

  private func best<T: Number>(
    _ image: UnsafePointer<T>, _ row: Int, _ column: Int, _ height: Int, _ width: Int
  ) -> Int {
    var best = -1
    let (rows, columns) = (
      window.rows(seenFrom: row, height), window.columns(seenFrom: column, width)
    )
    var top = rows.first
    while top < rows.end {
      var left = columns.first
      while left < columns.end {
        let place = top * width + left
        if best < 0 || image[place] > image[best] || image[place].isNotANumber { best = place }
        left += window.dilation.width
      }
      top += window.dilation.height
    }
    return best
  }
}

/// Average pooling, or with `isReversed` its gradient: each output is spread evenly over the
/// window.
private struct MeanPooling: NumberKernel {
  let window: Window
  let images: Tensor
  let output: Tensor
  let countsPadding: Bool
  /// The divisor of sums in place of the count, PyTorch's `divisor_override`.
  let divisor: Int?
  let isReversed: Bool

  func run<T: Number>(_ type: T.Type) {
    let (height, width) = (images.layout.shape[2], images.layout.shape[3])
    var (image, into) = (images.pointer(to: T.self), output.pointer(to: T.self))
    for _ in 0..<(images.layout.shape[0] * images.layout.shape[1]) {
      for row in 0..<output.layout.shape[2] {
        let (top, bottom) = bounds(
          row, window.size.height, window.stride.height, window.padding.height, height)
        for column in 0..<output.layout.shape[3] {
          let (left, right) = bounds(
            column, window.size.width, window.stride.width, window.padding.width, width)
          visit(image, into, (top, bottom, height), (left, right, width))
          into += 1
        }
      }
      image += height * width
    }
  }

  /// The bounds of the window, padding included.
  private func bounds(
    _ place: Int, _ size: Int, _ stride: Int, _ padding: Int, _ limit: Int
  ) -> (Int, Int) {
    let start = place * stride - padding
    return (start, min(start + size, limit + padding))
  }

  private func visit<T: Number>(
    _ image: UnsafeMutablePointer<T>, _ into: UnsafeMutablePointer<T>, _ y: (Int, Int, Int),
    _ x: (Int, Int, Int)
  ) {
    let (top, bottom) = (max(y.0, 0), min(y.1, y.2))
    let (left, right) = (max(x.0, 0), min(x.1, x.2))
    let count =
      divisor
      ?? (countsPadding ? (y.1 - y.0) * (x.1 - x.0) : max(bottom - top, 0) * max(right - left, 0))
    var sum = 0.0
    var whole: Int64 = 0
    for row in top..<max(bottom, top) {
      for column in left..<max(right, left) {
        let place = row * x.2 + column
        if isReversed {
          let share = T.divide(into.pointee, T(fromInt64: Int64(count)))
          image[place] = T.add(image[place], share)
        } else if T.dtype.isFloatingPoint {
          sum += image[place].asDouble
        } else {
          whole &+= image[place].asInt64
        }
      }
    }
    if isReversed { return }
    into.pointee =
      T.dtype.isFloatingPoint
      ? T(fromDouble: sum / Double(count)) : T(fromInt64: whole / Int64(count))
  }
}

/// Max pooling of images: the largest element within each window, padding excluded.
///
/// Stops the program where an argument is out of its range, or no window fits.
///
/// - Parameters:
///   - input: of shape N × channels × height × width, or without N.
///   - kernelSize: the size of the window.
///   - stride: by how much the window moves, at least 1; nil for its own size.
///   - padding: by how much the images are padded on each side, at most half a window.
///   - dilation: the distance between the window's elements, at least 1.
///   - ceilMode: whether windows may go beyond the padded image.
public func maxPool2d(
  _ input: Tensor, kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, dilation: Pair = 1,
  ceilMode: Bool = false
) -> Tensor {
  maxPool2dWithIndices(
    input, kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation,
    ceilMode: ceilMode
  ).values
}

/// As ``maxPool2d(_:kernelSize:stride:padding:dilation:ceilMode:)``, with the index of each largest
/// element in its image, in row-major order, as int64.
public func maxPool2dWithIndices(
  _ input: Tensor, kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, dilation: Pair = 1,
  ceilMode: Bool = false
) -> (values: Tensor, indices: Tensor) {
  let window = Window(
    size: kernelSize, stride: stride ?? kernelSize, padding: padding, dilation: dilation)
  window.checkFitsInt32()
  if input.ndim != 3 && input.ndim != 4 {
    fail("non-empty 3D or 4D (batch mode) tensor expected for input")
  }
  let batch = input.ndim == 3 ? input.rawUnsqueeze(0) : input
  let shape = pooledShape(input, batch, window, ceilMode)
  if batch.dtype == .bool { fail("\"max_pool2d\" not implemented for 'Bool'") }
  let images = rawContiguous(rawCast(batch, to: batch.dtype.opMathType))
  let output = Tensor(uninitialized: shape, images.dtype)
  let places = Tensor(uninitialized: shape, .int64)
  images.dtype.dispatch(
    MaximumPooling(
      window: window, images: images, output: output, places: places, lowest: batch.dtype.lowest))
  let (whole, saved) = (batch.layout.shape, SavedTensor(input))
  let result = pooled(output, as: input).recorded("MaxPool2DWithIndicesBackward0", input) { grad in
    // As in PyTorch, images that were changed meanwhile are an error, though only places are used.
    _ = saved.value
    let gradient = rawContiguous(rawCastToOpMath(grad)).rawView(shape)
    let image = Tensor.zeros(whole, gradient.dtype)
    gradient.dtype.dispatch(MaximumSpread(gradient: gradient, places: places, image: image))
    return image.rawView(saved.value.layout.shape)
  }
  return (result, unbatched(places, as: input))
}

/// The result of pooling a batch, in the input's dtype, and without N as the input.
private func pooled(_ output: Tensor, as input: Tensor) -> Tensor {
  unbatched(rawCast(output, to: input.dtype), as: input)
}

private func unbatched(_ output: Tensor, as input: Tensor) -> Tensor {
  if input.ndim == 4 { return output }
  return output.rawView([output.layout.shape[1], output.layout.shape[2], output.layout.shape[3]])
}

/// The gradient of max pooling: adds each output's gradient to the element that was largest.
private struct MaximumSpread: RealKernel {
  let gradient: Tensor
  let places: Tensor
  let image: Tensor

  func run<T: Real>(_ type: T.Type) {
    let area = image.layout.shape[2] * image.layout.shape[3]
    let windows = gradient.layout.shape[2] * gradient.layout.shape[3]
    let (from, found) = (gradient.pointer(to: T.self), places.pointer(to: Int64.self))
    let into = image.pointer(to: T.self)
    for index in 0..<gradient.count where found[index] >= 0 {
      into[index / windows * area + Int(found[index])] += from[index]
    }
  }
}

extension DType {
  /// The smallest number of the type, -infinity for floating point.
  fileprivate var lowest: Double {
    switch self {
    case .bool, .uint8: 0
    case .int32: Double(Int32.min)
    case .int64: Double(Int64.min)
    default: -.infinity
    }
  }
}

/// Average pooling of images: the mean of the elements within each window.
///
/// Stops the program where an argument is out of its range, or no window fits.
///
/// - Parameters:
///   - input: of shape N × channels × height × width, or without N.
///   - kernelSize: the size of the window.
///   - stride: by how much the window moves, at least 1; nil for its own size.
///   - padding: by how many zeros the images are padded on each side, at most half a window.
///   - ceilMode: whether windows may go beyond the padded image.
///   - countIncludePad: whether padding counts as zeros in the mean, or not at all.
///   - divisorOverride: the divisor of sums in place of the count; not 0.
public func avgPool2d(
  _ input: Tensor, kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0,
  ceilMode: Bool = false, countIncludePad: Bool = true, divisorOverride: Int? = nil
) -> Tensor {
  if divisorOverride == 0 { fail("divisor must be not zero") }
  let window = Window(size: kernelSize, stride: stride ?? kernelSize, padding: padding, dilation: 1)
  window.checkFitsInt32()
  if input.ndim == 0 { fail("Dimension specified as -3 but tensor has no dimensions") }
  _ = input.size(-3)
  let batch = input.ndim == 3 ? input.rawUnsqueeze(0) : input
  let shape = pooledShape(input, batch, window, ceilMode)
  if batch.dtype != .int64 && !batch.dtype.isFloatingPoint {
    fail("\"avg_pool2d\" not implemented for '\(batch.dtype.scalarName)'")
  }
  let images = rawContiguous(rawCast(batch, to: batch.dtype.opMathType))
  let output = Tensor(uninitialized: shape, images.dtype)
  images.dtype.dispatch(
    MeanPooling(
      window: window, images: images, output: output, countsPadding: countIncludePad,
      divisor: divisorOverride, isReversed: false))
  let (whole, saved) = (batch.layout.shape, SavedTensor(input))
  return pooled(output, as: input).recorded("AvgPool2DBackward0", input) { grad in
    let gradient = rawContiguous(rawCastToOpMath(grad)).rawView(shape)
    let image = Tensor.zeros(whole, gradient.dtype)
    gradient.dtype.dispatch(
      MeanPooling(
        window: window, images: image, output: gradient, countsPadding: countIncludePad,
        divisor: divisorOverride, isReversed: true))
    return image.rawView(saved.value.layout.shape)
  }
}

/// The output's shape, after PyTorch's checks of the arguments, in its order.
///
/// - Parameters:
///   - input: the input as it was given.
///   - batch: the input with the dimension N.
private func pooledShape(
  _ input: Tensor, _ batch: Tensor, _ window: Window, _ roundingUp: Bool
) -> DimVector {
  for side in [\Pair.height, \Pair.width] {
    checkPadding(
      window.size[keyPath: side], window.stride[keyPath: side], window.padding[keyPath: side],
      window.dilation[keyPath: side])
  }
  window.checkIsPositive()
  let hasElements = batch.ndim == 4 && !batch.shape.dropFirst().contains(0)
  if !hasElements {
    fail(
      "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but "
        + "got:\(input.shape)")
  }
  let (padding, size) = (window.padding, window.size)
  if size.height / 2 < padding.height || size.width / 2 < padding.width {
    fail(
      "pad should be smaller than or equal to half of kernel size, but got padW = \(padding.width), "
        + "padH = \(padding.height), kW = \(size.width), kH = \(size.height)")
  }
  let (rows, columns) = window.places(
    batch.layout.shape[2], batch.layout.shape[3], roundingUp: roundingUp)
  if rows < 1 || columns < 1 {
    fail(
      "Given input size: (\(batch.layout.shape[1])x\(batch.layout.shape[2])x\(batch.layout.shape[3])). Calculated "
        + "output size: (\(batch.layout.shape[1])x\(rows)x\(columns)). Output size is too small")
  }
  return [batch.layout.shape[0], batch.layout.shape[1], rows, columns]
}

private func checkPadding(_ size: Int, _ stride: Int, _ padding: Int, _ dilation: Int) {
  if stride == 0 { fail("stride should not be zero") }
  if padding < 0 { fail("pad must be non-negative, but got pad: \(padding)") }
  if padding > ((size - 1) * dilation + 1) / 2 {
    fail(
      "pad should be at most half of effective kernel size, but got pad=\(padding), "
        + "kernel_size=\(size) and dilation=\(dilation)")
  }
}
