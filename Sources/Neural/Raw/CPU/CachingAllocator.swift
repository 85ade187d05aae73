import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The allocator of tensors' memory. It caches large blocks that are freed, for the next
/// allocations of the same size.
///
/// The system maps and clears memory page by page. A training step allocates the same gradients
/// again and again; without the cache, that takes as long as some of its matrix products.
enum CachingAllocator {
  #if SANITIZED
    /// Nothing is cached, so that the address sanitizer sees every block with its exact size.
    private static let smallestCached = Int.max
  #else
    /// The smallest size in bytes that is cached; `malloc` is quick with smaller blocks.
    private static let smallestCached = 32 << 10
  #endif
  private static let hugePage = 2 << 20
  /// The smallest size in bytes for which huge pages are asked.
  private static let smallestHuge = hugePage
  /// The most bytes that are cached.
  fileprivate static let capacity = 96 << 20

  fileprivate struct Cache {
    /// The addresses of cached blocks by their size.
    var free: [Int: [UInt]] = [:]
    var byteCount = 0
  }

  private static let cache = Mutex(Cache())

  /// The size that is allocated for `byteCount` bytes.
  private static func rounded(_ byteCount: Int) -> Int {
    if smallestCached == Int.max { return max(byteCount, 1) }
    return byteCount < smallestCached ? (max(byteCount, 1) + 63) & ~63 : (byteCount + 4095) & ~4095
  }

  /// Memory with undefined contents. Blocks above 1024 bytes are aligned to 64 bytes, the widest
  /// vector register. Stops the program where there is no memory.
  static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
    if byteCount > Int.max - 4096 { failNoMemory(byteCount) }
    let size = rounded(byteCount)
    // A busy cache is passed over: a lock that was held during a fork stays locked.
    if size >= smallestCached, let address = cache.withLockIfAvailable({ $0.reuse(size) }) ?? nil,
      let block = UnsafeMutableRawPointer(bitPattern: address)
    {
      return block
    }
    guard let memory = map(size) else { failNoMemory(byteCount) }
    return memory
  }

  private static func map(_ size: Int) -> UnsafeMutableRawPointer? {
    // Of small blocks it isn't worth its time to align them.
    if size <= 1024 || smallestCached == Int.max { return malloc(size) }
    if size < smallestHuge { return aligned_alloc(64, size) }
    // Where many small pages are read, the processor waits for their addresses.
    let memory = aligned_alloc(hugePage, size)
    #if os(Linux)
      if let memory { madvise(memory, size / hugePage * hugePage, MADV_HUGEPAGE) }
    #endif
    return memory
  }

  private static func failNoMemory(_ byteCount: Int) -> Never {
    fail(
      "DefaultCPUAllocator: can't allocate memory: you tried to allocate \(byteCount) bytes. Error "
        + "code 12 (Cannot allocate memory)")
  }

  /// Frees or caches a block of ``allocate(_:)``, of the same `byteCount`.
  static func deallocate(_ memory: UnsafeMutableRawPointer, _ byteCount: Int) {
    let size = rounded(byteCount)
    let address = UInt(bitPattern: memory)
    let isCached =
      size >= smallestCached && cache.withLockIfAvailable { $0.cache(address, size) } ?? false
    if !isCached { free(memory) }
  }
}

extension CachingAllocator.Cache {
  fileprivate mutating func reuse(_ size: Int) -> UInt? {
    guard let block = free[size]?.popLast() else { return nil }
    byteCount -= size
    return block
  }

  fileprivate mutating func cache(_ block: UInt, _ size: Int) -> Bool {
    guard size <= CachingAllocator.capacity else { return false }
    evict(for: size)
    free[size, default: []].append(block)
    byteCount += size
    return true
  }

  /// Frees cached blocks, those of other sizes first, until there is room for one more.
  private mutating func evict(for size: Int) {
    while byteCount + size > CachingAllocator.capacity {
      guard let victim = free.keys.first(where: { $0 != size }) ?? free.keys.first else { return }
      if let block = free[victim]?.popLast() {
        Glibc.free(UnsafeMutableRawPointer(bitPattern: block))
        byteCount -= victim
      }
      if free[victim]?.isEmpty ?? true { free[victim] = nil }
    }
  }
}
