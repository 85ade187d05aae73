import Glibc
import Synchronization

/// The allocator of tensors' memory. It caches large blocks that are freed, for the next
/// allocations of the same size.
///
/// The system maps and clears memory page by page. A training step allocates the same gradients
/// again and again; without the cache, that takes as long as some of its matrix products.
enum CachingAllocator {
  #if SANITIZED
    /// Nothing is cached, so that the address sanitizer sees every block with its exact size.
    private static let smallest = Int.max
  #else
    /// The smallest size in bytes that is cached; `malloc` is quick with smaller blocks.
    private static let smallest = 32 << 10
  #endif
  /// The most bytes that are cached.
  fileprivate static let capacity = 96 << 20

  fileprivate struct Blocks {
    /// The addresses of cached blocks by their size.
    var free: [Int: [UInt]] = [:]
    var byteCount = 0
  }

  private static let blocks = Mutex(Blocks())

  /// The size that is allocated for `byteCount` bytes.
  private static func rounded(_ byteCount: Int) -> Int {
    if smallest == Int.max { return max(byteCount, 1) }
    return byteCount < smallest ? (max(byteCount, 1) + 63) & ~63 : (byteCount + 4095) & ~4095
  }

  /// Memory with undefined contents. Blocks above 1024 bytes are aligned to 64 bytes, the widest
  /// vector register. Stops the program where there is no memory.
  static func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
    if byteCount > Int.max - 4096 { failNoMemory(byteCount) }
    let size = rounded(byteCount)
    // Whoever finds the reserve busy does without: a lock that was held during a fork stays locked.
    if size >= smallest, let address = blocks.withLockIfAvailable({ $0.take(size) }) ?? nil,
      let block = UnsafeMutableRawPointer(bitPattern: address)
    {
      return block
    }
    // Of small blocks it isn't worth its time to align them.
    guard let memory = size <= 1024 || smallest == Int.max ? malloc(size) : aligned_alloc(64, size)
    else {
      failNoMemory(byteCount)
    }
    return memory
  }

  private static func failNoMemory(_ byteCount: Int) -> Never {
    fail(
      "DefaultCPUAllocator: can't allocate memory: you tried to allocate \(byteCount) bytes. Error "
        + "code 12 (Cannot allocate memory)")
  }

  /// Frees or caches a block of ``allocate(_:)``, of the same `byteCount`.
  static func give(_ memory: UnsafeMutableRawPointer, _ byteCount: Int) {
    let size = rounded(byteCount)
    let address = UInt(bitPattern: memory)
    let isKept = size >= smallest && blocks.withLockIfAvailable { $0.keep(address, size) } ?? false
    if !isKept { free(memory) }
  }
}

extension CachingAllocator.Blocks {
  fileprivate mutating func take(_ size: Int) -> UInt? {
    guard let block = free[size]?.popLast() else { return nil }
    byteCount -= size
    return block
  }

  fileprivate mutating func keep(_ block: UInt, _ size: Int) -> Bool {
    guard byteCount + size <= CachingAllocator.capacity else { return false }
    free[size, default: []].append(block)
    byteCount += size
    return true
  }
}
