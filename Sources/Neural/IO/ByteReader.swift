/// A source of bytes that is read once, from front to back.
protocol ByteReader: AnyObject {
  /// The next `count` bytes, or as many as there are left.
  func next(_ count: Int) throws(FileError) -> ArraySlice<UInt8>
}

final class MemoryReader: ByteReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  func next(_ count: Int) -> ArraySlice<UInt8> {
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
