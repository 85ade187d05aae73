extension Tensor {
  /// Softmax along a dimension, `exp(x) / sum(exp(x))`, computed stably. Stops the program where
  /// the dtype isn't floating point.
  public final func softmax(dim: Int) -> Tensor { softmax(dim, .probability, "SoftmaxBackward0") }

  /// The logarithm of ``softmax(dim:)``, computed stably. Stops the program where the dtype isn't
  /// floating point.
  public final func logSoftmax(dim: Int) -> Tensor {
    softmax(dim, .logarithm, "LogSoftmaxBackward0")
  }

  private final func softmax(_ dim: Int, _ kind: SoftmaxKind, _ node: String) -> Tensor {
    let dim = wrap(dim)
    checkSoftmax(along: dim, kind)
    let result = Tensor(uninitialized: layout.shape, dtype)
    backend.softmax(self, along: dim, kind, into: result)
    guard records(self) else { return result }
    let saved = SavedTensor(output: result, of: node)
    return result.recorded(node, self) { grad in
      let output = saved.value
      let result = Tensor(uninitialized: output.layout.shape, output.dtype)
      result.backend.softmaxGradient(grad, output, along: dim, kind, into: result)
      return result
    }
  }

  private final func checkSoftmax(along dim: Int, _ kind: SoftmaxKind) {
    if count == 0 || dtype.isFloatingPoint { return }
    let name = kind == .logarithm ? "log_softmax" : "softmax"
    let place = dim + 1 >= ndim ? "_lastdim" : ""
    fail("\"\(name)\(place)_kernel_impl\" not implemented for '\(dtype.scalarName)'")
  }
}
