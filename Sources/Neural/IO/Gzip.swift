import CZlib

/// Unpacks gzip files with zlib.
enum Gzip {
  /// The bytes of a packed file, at most `limit` of them.
  ///
  /// - Throws: ``FileError`` if the file isn't gzip, is damaged or cut short, or holds more.
  static func unpack(
    _ bytes: [UInt8], limit: Int, path: String
  ) throws(FileError) -> [UInt8] {
    if !bytes.starts(with: [0x1F, 0x8B]) { throw FileError(path, "is no gzip file") }
    guard let result = inflated(bytes, limit: limit) else {
      throw FileError(path, "is a damaged gzip file")
    }
    return result
  }

  private static func inflated(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    var stream = z_stream()
    // 16 more than the largest window asks for gzip's header and checksum.
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, size) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = bytes
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    return input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      while true {
        let status = chunk.withUnsafeMutableBufferPointer { chunk in
          stream.next_out = chunk.baseAddress
          stream.avail_out = UInt32(chunk.count)
          return inflate(&stream, Z_NO_FLUSH)
        }
        result += chunk.prefix(chunk.count - Int(stream.avail_out))
        if result.count > limit { return nil }
        if status == Z_STREAM_END { return result }
        if status != Z_OK { return nil }
      }
    }
  }
}
