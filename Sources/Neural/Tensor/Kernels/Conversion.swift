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
    target.dtype.run(ConversionTo<Source>(source: source, target: target))
  }
}

/// A contiguous tensor of the same values in another type. Nothing is recorded.
func converted(_ tensor: Tensor, to dtype: DType) -> Tensor {
  if tensor.dtype == dtype { return tensor }
  let source = dense(tensor)
  let target = Tensor(uninitialized: source.sizes, dtype)
  source.dtype.run(Conversion(source: source, target: target))
  return target
}

/// The same values in the type in which arithmetic on them is carried out.
func computable(_ tensor: Tensor) -> Tensor { converted(tensor, to: tensor.dtype.compute) }
