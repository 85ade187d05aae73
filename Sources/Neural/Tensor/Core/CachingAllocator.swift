import Glibc
import Synchronization

/// Keeps large blocks of memory that tensors have given back, for the next ones of the same size.
///
/// The system hands out memory page by page and clears each: for a training step that makes the same
/// gradients over and over, this would take as long as some of its matrix products.
enum CachingAllocator {
  #if SANITIZED
    /// The address sanitizer has to see every block, as long as it was asked for.
    private static let smallest = Int.max
  #else
    /// Smaller blocks are left to `malloc`, which is quick with them.
    private static let smallest = 32 << 10
  #endif
  /// More than these bytes are never kept.
  fileprivate static let capacity = 96 << 20

  fileprivate struct Blocks {
    /// The addresses of free blocks by their size.
    var free: [Int: [UInt]] = [:]
    var byteCount = 0
  }

  private static let blocks = Mutex(Blocks())

  /// How many bytes are set aside for a block of this size.
  private static func rounded(_ byteCount: Int) -> Int {
    if smallest == Int.max { return max(byteCount, 1) }
    return byteCount < smallest ? (max(byteCount, 1) + 63) & ~63 : (byteCount + 4095) & ~4095
  }

  /// Memory with undefined contents; all but small blocks are aligned to a vector register's width.
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

  /// Takes a block back.
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
