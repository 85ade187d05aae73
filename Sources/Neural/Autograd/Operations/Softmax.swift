import CVectorMath

/// Softmax or log-softmax along the last dimension of a contiguous tensor.
private struct SoftmaxKernel: RealKernel {
  let input: Tensor
  let output: Tensor
  let isLogarithm: Bool
  /// The dtype to which PyTorch rounds the sum of exponentials.
  let sumType: DType

  func run<T: Real>(_ type: T.Type) {
    let width = input.layout.shape[input.ndim - 1]
    if width == 0 { return }
    if sumType == .float32 {
      return vector_softmax(
        input.pointer(to: Float.self), output.pointer(to: Float.self), input.count / width, width,
        isLogarithm ? 1 : 0)
    }
    var from = input.pointer(to: T.self)
    var into = output.pointer(to: T.self)
    for _ in 0..<(input.count / width) {
      row(from, into, width)
      from += width
      into += width
    }
  }

  @inline(__always)
  private func row<T: Real>(
    _ from: UnsafeMutablePointer<T>, _ into: UnsafeMutablePointer<T>, _ width: Int
  ) {
    // The largest element is taken off first, so that no exponential overflows. It need not be a
    // nan, which makes the sum one anyway.
    var largest = from[0]
    for index in 1..<width where from[index] > largest { largest = from[index] }
    var sum: T = 0
    for index in 0..<width {
      into[index] = T.exp(from[index] - largest)
      sum += into[index]
    }
    if isLogarithm {
      // The differences first: a logarithm added to a large element would be lost in its rounding.
      let logarithm = T.log(sumType.rounding(sum))
      for index in 0..<width { into[index] = (from[index] - largest) - logarithm }
    } else {
      for index in 0..<width { into[index] /= sum }
    }
  }
}

extension Tensor {
  /// Softmax along a dimension, `exp(x) / sum(exp(x))`, computed stably. Stops the program where
  /// the dtype isn't floating point.
  public final func softmax(dim: Int) -> Tensor {
    let dim = wrap(dim)
    let result = softmax(along: dim, isLogarithm: false)
    guard records(self) else { return result }
    let saved = SavedTensor(output: result, of: "SoftmaxBackward0")
    return result.recorded("SoftmaxBackward0", self) {
      let (grad, y) = (rawCastToOpMath($0), rawCastToOpMath(saved.value))
      return y * (grad - (grad * y).sum(dim: dim, keepDim: true))
    }
  }

  /// The logarithm of ``softmax(dim:)``, computed stably. Stops the program where the dtype isn't
  /// floating point.
  public final func logSoftmax(dim: Int) -> Tensor {
    let dim = wrap(dim)
    let result = softmax(along: dim, isLogarithm: true)
    guard records(self) else { return result }
    let saved = SavedTensor(output: result, of: "LogSoftmaxBackward0")
    return result.recorded("LogSoftmaxBackward0", self) {
      let (grad, y) = (rawCastToOpMath($0), rawCastToOpMath(saved.value))
      return grad - y.exp() * grad.sum(dim: dim, keepDim: true)
    }
  }

  private final func softmax(along dim: Int, isLogarithm: Bool) -> Tensor {
    if count == 0 { return Tensor(uninitialized: layout.shape, dtype) }
    if !dtype.isFloatingPoint {
      let name = isLogarithm ? "log_softmax" : "softmax"
      let place = dim + 1 < ndim ? "" : "_lastdim"
      fail("\"\(name)\(place)_kernel_impl\" not implemented for '\(dtype.scalarName)'")
    }
    let last = Swift.max(ndim - 1, 0)
    let transposed = rawTranspose(dim, last)
    let input = rawContiguous(rawCast(transposed, to: dtype.opMathType))
    let row = input.ndim == 0 ? input.rawView([1]) : input
    let output = Tensor(uninitialized: row.layout.shape, row.dtype)
    row.dtype.dispatch(
      SoftmaxKernel(
        input: row, output: output, isLogarithm: isLogarithm,
        sumType: dim == last ? dtype : dtype.opMathType))
    return rawContiguous(
      rawCast(output, to: dtype).rawView(input.layout.shape).rawTranspose(dim, last))
  }
}
