private struct ConversionTo<Source: Element>: ElementKernel {
  let source: Tensor
  let target: Tensor

  func run<Target: Element>(_ type: Target.Type) {
    let from = source.pointer(to: Source.self)
    let into = target.pointer(to: Target.self)
    for index in 0..<target.count { into[index] = Target(converting: from[index]) }
  }
}

private struct Conversion: ElementKernel {
  let source: Tensor
  let target: Tensor

  func run<Source: Element>(_ type: Source.Type) {
    target.dtype.dispatch(ConversionTo<Source>(source: source, target: target))
  }
}

/// The tensor cast to another dtype: a contiguous copy, or the tensor itself if it has that dtype.
func rawCast(_ tensor: Tensor, to dtype: DType) -> Tensor {
  if tensor.dtype == dtype { return tensor }
  let source = rawContiguous(tensor)
  let target = Tensor(uninitialized: source.layout.shape, dtype)
  source.dtype.dispatch(Conversion(source: source, target: target))
  return target
}

/// The tensor cast to its op-math type.
func rawCastToOpMath(_ tensor: Tensor) -> Tensor { rawCast(tensor, to: tensor.dtype.opMathType) }
