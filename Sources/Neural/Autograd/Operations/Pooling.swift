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
  let window = Window(
    size: kernelSize, stride: stride ?? kernelSize, padding: padding, dilation: dilation)
  return maximum(input, window, ceilMode, findsPlaces: records(input)).values
}

/// As ``maxPool2d(_:kernelSize:stride:padding:dilation:ceilMode:)``, with the index of each largest
/// element in its image, in row-major order, as int64.
public func maxPool2dWithIndices(
  _ input: Tensor, kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, dilation: Pair = 1,
  ceilMode: Bool = false
) -> (values: Tensor, indices: Tensor) {
  let window = Window(
    size: kernelSize, stride: stride ?? kernelSize, padding: padding, dilation: dilation)
  let (values, places) = maximum(input, window, ceilMode, findsPlaces: true)
  return (values, unbatched(rawCast(places, to: .int64), as: input))
}

/// Max pooling, and the places of the largest elements as int32, in a batch; an empty tensor if they
/// aren't looked for.
private func maximum(
  _ input: Tensor, _ window: Window, _ ceilMode: Bool, findsPlaces: Bool
) -> (values: Tensor, places: Tensor) {
  window.checkFitsInt32()
  if input.ndim != 3 && input.ndim != 4 {
    fail("non-empty 3D or 4D (batch mode) tensor expected for input")
  }
  let batch = input.ndim == 3 ? input.rawUnsqueeze(0) : input
  let shape = pooledShape(input, batch, window, ceilMode)
  if batch.dtype == .bool { fail("\"max_pool2d\" not implemented for 'Bool'") }
  if batch.layout.shape[2] * batch.layout.shape[3] > Int32.max {
    fail("max pooling of images with more than \(Int32.max) elements in a channel isn't supported")
  }
  let images = rawContiguous(rawCast(batch, to: batch.dtype.opMathType))
  let (output, places) = images.backend.maxPool(
    images, window, shape, lowest: batch.dtype.lowest, findsPlaces: findsPlaces)
  let result = pooled(Tensor(sharing: output), as: input)
  if !records(input) { return (result, Tensor(sharing: places)) }
  let (whole, saved) = (batch.layout.shape, SavedTensor(input))
  let recorded = result.recorded("MaxPool2DWithIndicesBackward0", input) { grad in
    // As in PyTorch, images that were changed meanwhile are an error, though only places are used.
    _ = saved.value
    let gradient = rawContiguous(rawCastToOpMath(grad)).rawView(shape)
    let image = grad.backend.maxPoolGradient(gradient, places, window, whole)
    return Tensor(sharing: image).rawView(saved.value.layout.shape)
  }
  return (recorded, Tensor(sharing: places))
}

/// The result of pooling a batch, in the input's dtype, and without N as the input.
private func pooled(_ output: Tensor, as input: Tensor) -> Tensor {
  unbatched(rawCast(output, to: input.dtype), as: input)
}

private func unbatched(_ output: Tensor, as input: Tensor) -> Tensor {
  if input.ndim == 4 { return output }
  return output.rawView([output.layout.shape[1], output.layout.shape[2], output.layout.shape[3]])
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
  let output = images.backend.meanPool(
    images, window, shape, countsPadding: countIncludePad, divisor: divisorOverride)
  let result = pooled(Tensor(sharing: output), as: input)
  if !records(input) { return result }
  let (whole, saved) = (batch.layout.shape, SavedTensor(input))
  return result.recorded("AvgPool2DBackward0", input) { grad in
    let gradient = rawContiguous(rawCastToOpMath(grad)).rawView(shape)
    let image = grad.backend.meanPoolGradient(
      gradient, window, whole, countsPadding: countIncludePad, divisor: divisorOverride)
    return Tensor(sharing: image).rawView(saved.value.layout.shape)
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
