import CVectorMath

extension SoftmaxKind {
  fileprivate var kernel: softmax_kind { self == .logarithm ? LOG_SOFTMAX : SOFTMAX }
}

extension CPUBackend {
  func softmax(_ tensor: RawTensor, along dim: Int, _ kind: SoftmaxKind, into output: RawTensor) {
    if output.count == 0 { return }
    let (input, split) = (rawContiguous(tensor), DimSplit(tensor.layout.shape, at: dim))
    // As in PyTorch, the sum of exponentials along the last dimension is rounded to the elements' type.
    let isLast = dim + 1 >= tensor.ndim
    CVectorMath.softmax(
      kind.kernel, tensor.dtype.realType, input.firstByte, output.firstByte, split.outer,
      split.width, split.inner, isLast ? 1 : 0)
  }

  func softmaxGradient(
    _ gradient: RawTensor, _ output: RawTensor, along dim: Int, _ kind: SoftmaxKind,
    into result: RawTensor
  ) {
    if result.count == 0 { return }
    let gradient = rawContiguous(rawCast(gradient, to: output.dtype))
    let split = DimSplit(output.layout.shape, at: dim)
    softmax_gradient(
      kind.kernel, output.dtype.realType, gradient.firstByte, output.firstByte, result.firstByte,
      split.outer, split.width, split.inner)
  }
}
