import CVectorMath

/// A contiguous tensor as outer × width × inner, for kernels that work along a dimension.
struct DimSplit {
  let outer: Int
  let width: Int
  let inner: Int

  init(outer: Int, width: Int, inner: Int) {
    self.outer = outer
    self.width = width
    self.inner = inner
  }

  init(_ shape: DimVector, at dim: Int) {
    var (outer, inner) = (1, 1)
    for other in 0..<shape.count {
      if other < dim { outer *= shape[other] }
      if other > dim { inner *= shape[other] }
    }
    self.outer = outer
    self.inner = inner
    width = shape.count == 0 ? 1 : shape[dim]
  }
}

extension Tensor {
  /// Softmax along a dimension, `exp(x) / sum(exp(x))`, computed stably. Stops the program where
  /// the dtype isn't floating point.
  public final func softmax(dim: Int) -> Tensor { softmax(dim, SOFTMAX, "SoftmaxBackward0") }

  /// The logarithm of ``softmax(dim:)``, computed stably. Stops the program where the dtype isn't
  /// floating point.
  public final func logSoftmax(dim: Int) -> Tensor {
    softmax(dim, LOG_SOFTMAX, "LogSoftmaxBackward0")
  }

  private final func softmax(_ dim: Int, _ kind: softmax_kind, _ node: String) -> Tensor {
    let dim = wrap(dim)
    let result = rawSoftmax(along: dim, kind)
    guard records(self) else { return result }
    let saved = SavedTensor(output: result, of: node)
    return result.recorded(node, self) { rawSoftmaxGradient($0, saved.value, along: dim, kind) }
  }

  private final func rawSoftmax(along dim: Int, _ kind: softmax_kind) -> Tensor {
    if count == 0 { return Tensor(uninitialized: layout.shape, dtype) }
    let isLast = dim + 1 >= ndim
    if !dtype.isFloatingPoint {
      let name = kind == LOG_SOFTMAX ? "log_softmax" : "softmax"
      let place = isLast ? "_lastdim" : ""
      fail("\"\(name)\(place)_kernel_impl\" not implemented for '\(dtype.scalarName)'")
    }
    let (input, split) = (rawContiguous(self), DimSplit(layout.shape, at: dim))
    let output = Tensor(uninitialized: layout.shape, dtype)
    CVectorMath.softmax(
      kind, dtype.realType, input.firstByte, output.firstByte, split.outer, split.width,
      split.inner, isLast ? 1 : 0)
    return output
  }
}

/// The gradient of the input of softmax, or of its logarithm, from that of its output.
private func rawSoftmaxGradient(
  _ grad: Tensor, _ output: Tensor, along dim: Int, _ kind: softmax_kind
) -> Tensor {
  let result = Tensor(uninitialized: output.layout.shape, output.dtype)
  if result.count == 0 { return result }
  let grad = rawContiguous(rawCast(grad, to: output.dtype))
  let split = DimSplit(output.layout.shape, at: dim)
  softmax_gradient(
    kind, output.dtype.realType, grad.firstByte, output.firstByte, result.firstByte, split.outer,
    split.width, split.inner)
  return result
}
