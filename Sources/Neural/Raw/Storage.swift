/// The memory of a tensor, which its views share.
final class Storage {
  let base: UnsafeMutableRawPointer
  let byteCount: Int

  /// The version counter: it counts changes in place, by which the backward pass notices that a
  /// saved tensor was changed.
  @exclusivity(unchecked) var version = 0

  /// Uninitialised memory.
  init(byteCount: Int) {
    self.byteCount = byteCount
    base = CachingAllocator.allocate(byteCount)
  }

  deinit { CachingAllocator.deallocate(base, byteCount) }
}
