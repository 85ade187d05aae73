/// The memory of a tensor, which its views share.
final class Storage {
  let base: UnsafeMutableRawPointer
  let byteCount: Int

  /// How often the contents were changed in place; by it, the backward pass notices that a value it
  /// needs is no longer the value that was computed with.
  @exclusivity(unchecked) var version = 0

  /// Uninitialised memory.
  init(byteCount: Int) {
    self.byteCount = byteCount
    base = CachingAllocator.allocate(byteCount)
  }

  deinit { CachingAllocator.deallocate(base, byteCount) }
}
