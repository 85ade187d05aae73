import Glibc

/// The memory behind one or more tensors that are views of it.
final class Storage {
  let base: UnsafeMutableRawPointer
  let byteCount: Int

  /// How often the contents were changed in place; by it, the backward pass notices that a value it
  /// needs is no longer the value that was computed with.
  var version = 0

  /// Memory with undefined contents.
  init(byteCount: Int) {
    self.byteCount = byteCount
    // A vector register's width, so that rows of contiguous tensors start aligned.
    guard let memory = aligned_alloc(64, (max(byteCount, 1) + 63) & ~63) else {
      fail("could not allocate \(byteCount) bytes for a tensor")
    }
    base = memory
  }

  deinit { free(base) }
}
