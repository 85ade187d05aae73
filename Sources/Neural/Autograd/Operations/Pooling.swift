/// The largest element that each place of a window sees, and where in the image it is.
private struct MaximumPooling: RealKernel {
  let window: Window
  let images: Tensor
  let output: Tensor
  let places: Tensor

  func run<T: Real>(_ type: T.Type) {
    let (height, width) = (images.sizes[2], images.sizes[3])
    let (rows, columns) = (output.sizes[2], output.sizes[3])
    var (image, into) = (images.pointer(to: T.self), output.pointer(to: T.self))
    var found = places.pointer(to: Int64.self)
    for _ in 0..<(images.sizes[0] * images.sizes[1]) {
      for row in 0..<rows {
        for column in 0..<columns {
          let best = best(image, row, column, height, width)
          found.pointee = Int64(best)
          into.pointee = best < 0 ? -.infinity : image[best]
          found += 1
          into += 1
        }
      }
      image += height * width
    }
  }

  private func best<T: Real>(
    _ image: UnsafePointer<T>, _ row: Int, _ column: Int, _ height: Int, _ width: Int
  ) -> Int {
    var best = -1
    for y in 0..<window.size.height {
      let top = row * window.stride.height - window.padding.height + y * window.dilation.height
      if top < 0 || top >= height { continue }
      for x in 0..<window.size.width {
        let left = column * window.stride.width - window.padding.width + x * window.dilation.width
        if left < 0 || left >= width { continue }
        let place = top * width + left
        if best < 0 || image[place] > image[best] || image[place].isNaN { best = place }
      }
    }
    return best
  }
}

/// The mean of what each place of a window sees, or with `isReversed` the way back: each output
/// spread evenly over the window.
private struct MeanPooling: RealKernel {
  let window: Window
  let images: Tensor
  let output: Tensor
  let countsPadding: Bool
  let isReversed: Bool

  func run<T: Real>(_ type: T.Type) {
    let (height, width) = (images.sizes[2], images.sizes[3])
    var (image, into) = (images.pointer(to: T.self), output.pointer(to: T.self))
    for _ in 0..<(images.sizes[0] * images.sizes[1]) {
      for row in 0..<output.sizes[2] {
        let (top, bottom) = bounds(
          row, window.size.height, window.stride.height, window.padding.height, height)
        for column in 0..<output.sizes[3] {
          let (left, right) = bounds(
            column, window.size.width, window.stride.width, window.padding.width, width)
          visit(image, into, (top, bottom, height), (left, right, width))
          into += 1
        }
      }
      image += height * width
    }
  }

  /// Where the window starts and ends, with padding.
  private func bounds(
    _ place: Int, _ size: Int, _ stride: Int, _ padding: Int, _ limit: Int
  ) -> (Int, Int) {
    let start = place * stride - padding
    return (start, min(start + size, limit + padding))
  }

  private func visit<T: Real>(
    _ image: UnsafeMutablePointer<T>, _ into: UnsafeMutablePointer<T>, _ y: (Int, Int, Int),
    _ x: (Int, Int, Int)
  ) {
    let (top, bottom) = (max(y.0, 0), min(y.1, y.2))
    let (left, right) = (max(x.0, 0), min(x.1, x.2))
    let count =
      countsPadding ? (y.1 - y.0) * (x.1 - x.0) : max(bottom - top, 0) * max(right - left, 0)
    var sum = 0.0
    for row in top..<max(bottom, top) {
      for column in left..<max(right, left) {
        let place = row * x.2 + column
        if isReversed {
          image[place] += into.pointee / T(count)
        } else {
          sum += image[place].asDouble
        }
      }
    }
    if !isReversed { into.pointee = T(fromDouble: sum / Double(count)) }
  }
}

/// The largest element that each place of a window sees. Padding never wins.
public func maxPool2d(
  _ input: Tensor, kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, dilation: Pair = 1,
  ceilMode: Bool = false
) -> Tensor {
  let window = Window(
    size: kernelSize, stride: stride ?? kernelSize, padding: padding, dilation: dilation)
  let batch = input.asImages("max_pool2d")
  let images = dense(converted(batch, to: batch.dtype.compute))
  let sizes = pooledSizes(images, window, ceilMode)
  let output = Tensor(uninitialized: sizes, images.dtype)
  let places = Tensor(uninitialized: sizes, .int64)
  images.dtype.compute(
    MaximumPooling(window: window, images: images, output: output, places: places))
  let whole = batch.sizes
  let result = converted(output, to: batch.dtype)
    .recorded("MaxPool2DWithIndicesBackward0", batch) { grad in
      let area = whole[2] * whole[3]
      let rows: Dims = [whole[0], whole[1], sizes[2] * sizes[3]]
      return Tensor.zeros([whole[0], whole[1], area], grad.dtype)
        .scatterAdd(dim: 2, places.reinterpreted(rows), dense(grad).reinterpreted(rows))
        .reinterpreted(whole)
    }
  return input.sizes.count == 3 ? result.squeeze(0) : result
}

/// The mean of what each place of a window sees.
///
/// - Parameter countIncludePad: whether padding counts as zeros, or not at all.
public func avgPool2d(
  _ input: Tensor, kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0,
  ceilMode: Bool = false, countIncludePad: Bool = true
) -> Tensor {
  let window = Window(size: kernelSize, stride: stride ?? kernelSize, padding: padding, dilation: 1)
  let batch = input.asImages("avg_pool2d")
  let images = dense(converted(batch, to: batch.dtype.compute))
  let sizes = pooledSizes(images, window, ceilMode)
  let output = Tensor(uninitialized: sizes, images.dtype)
  images.dtype.compute(
    MeanPooling(
      window: window, images: images, output: output, countsPadding: countIncludePad,
      isReversed: false))
  let whole = batch.sizes
  let result = converted(output, to: batch.dtype)
    .recorded("AvgPool2DBackward0", keepsTensors: false, batch) { grad in
      let gradient = dense(converted(grad, to: grad.dtype.compute))
      let image = Tensor.zeros(whole, gradient.dtype)
      gradient.dtype.compute(
        MeanPooling(
          window: window, images: image, output: gradient, countsPadding: countIncludePad,
          isReversed: true))
      return image
    }
  return input.sizes.count == 3 ? result.squeeze(0) : result
}

private func pooledSizes(_ images: Tensor, _ window: Window, _ roundingUp: Bool) -> Dims {
  if window.padding.height * 2 > window.size.height || window.padding.width * 2 > window.size.width
  {
    fail(
      "pad should be at most half of effective kernel size, but got "
        + "pad=\(window.padding.height), kernel_size=\(window.size.height) and dilation=1")
  }
  let (rows, columns) = window.places(images.sizes[2], images.sizes[3], roundingUp: roundingUp)
  if rows < 1 || columns < 1 {
    fail(
      "Given input size: (\(images.sizes[1])x\(images.sizes[2])x\(images.sizes[3])). Calculated "
        + "output size: (\(images.sizes[1])x\(rows)x\(columns)). Output size is too small")
  }
  return [images.sizes[0], images.sizes[1], rows, columns]
}
