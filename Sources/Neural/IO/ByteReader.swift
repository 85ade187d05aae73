/// Bytes that are read from first to last.
protocol ByteReader: AnyObject {
  /// The next `count` bytes, or as many as there are left.
  func next(_ count: Int) throws(FileError) -> ArraySlice<UInt8>
}

/// Reads bytes that lie in memory.
final class MemoryReader: ByteReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  func next(_ count: Int) -> ArraySlice<UInt8> {
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
