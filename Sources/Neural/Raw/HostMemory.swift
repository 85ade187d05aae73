/// The memory of tensors on the CPU, for its backend, and for what makes tensors of numbers and reads them.
extension RawTensor {
  /// A pointer to the first element, as a type of ``dtype``'s memory layout.
  @inline(__always)
  final func pointer<T>(to type: T.Type) -> UnsafeMutablePointer<T> {
    storage.base.assumingMemoryBound(to: T.self) + layout.offset
  }

  /// A pointer to the first element.
  @inline(__always)
  final var firstByte: UnsafeMutableRawPointer { storage.base + layout.offset * dtype.itemSize }
}
