private struct FirstElement: ElementKernel {
  let tensor: Tensor
  func run<T: Element>(_ type: T.Type) -> (Double, Int64) {
    let value = tensor.pointer(to: T.self).pointee
    return (value.asDouble, value.asInt64)
  }
}

extension Tensor {
  /// The only element as a number. Stops the program if there isn't exactly one.
  public final func item() -> Double { onlyElement.0 }

  /// The only element as a Swift value of some type. Stops the program if there isn't exactly one.
  public final func item<T: Element>(as type: T.Type) -> T {
    dtype.isFloatingPoint ? T(fromDouble: onlyElement.0) : T(fromInt64: onlyElement.1)
  }

  private final var onlyElement: (Double, Int64) {
    if count != 1 {
      fail("a Tensor with \(count) elements cannot be converted to Scalar")
    }
    return dtype.dispatch(FirstElement(tensor: self))
  }

  /// All elements in row-major order, converted to a Swift type.
  public final func array<T: Element>(of type: T.Type) -> [T] {
    let source = rawContiguous(rawCast(self, to: T.dtype))
    return Array(UnsafeBufferPointer(start: source.pointer(to: T.self), count: source.count))
  }
}
