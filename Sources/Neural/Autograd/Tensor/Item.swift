private struct FirstElement: ElementKernel {
  let tensor: Tensor
  func run<T: Element>(_ type: T.Type) -> (Double, Int64) {
    let value = tensor.pointer(to: T.self).pointee
    return (value.asDouble, value.asInt64)
  }
}

extension Tensor {
  /// The value of a tensor with one element. Stops the program with more or fewer elements.
  public final func item() -> Double { onlyElement.0 }

  /// The value of a tensor with one element, cast to a Swift type. Stops the program with more or
  /// fewer elements.
  public final func item<T: Element>(as type: T.Type) -> T {
    dtype.isFloatingPoint ? T(fromDouble: onlyElement.0) : T(fromInt64: onlyElement.1)
  }

  private final var onlyElement: (Double, Int64) {
    if count != 1 {
      fail("a Tensor with \(count) elements cannot be converted to Scalar")
    }
    return dtype.dispatch(FirstElement(tensor: self))
  }

  /// All elements in row-major order, cast to a Swift type.
  public final func array<T: Element>(of type: T.Type) -> [T] {
    let source = rawContiguous(rawCast(self, to: T.dtype))
    return Array(UnsafeBufferPointer(start: source.pointer(to: T.self), count: source.count))
  }
}
