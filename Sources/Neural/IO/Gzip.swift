import CZlib

/// Decompresses a gzip file as it is read, with zlib.
final class GzipReader: ByteReader {
  /// The highest compression ratio that deflate reaches.
  private static let greatestRatio = 1032

  private let input: [UInt8]
  private let path: String
  /// On the heap, because zlib keeps a pointer to it.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var position = 0
  private var isAtEnd = false

  /// - Throws: ``FileError`` if the bytes don't begin with gzip's magic number.
  init(_ bytes: [UInt8], path: String) throws(FileError) {
    (input, self.path) = (bytes, path)
    stream.initialize(to: z_stream())
    if !bytes.starts(with: [0x1F, 0x8B]) { throw FileError(path, "is no gzip file") }
    // 16 more than the largest window asks for gzip's header and checksum.
    let size = Int32(MemoryLayout<z_stream>.size)
    if inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size) != Z_OK {
      throw FileError(path, "can't be unpacked: zlib has no memory")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// The next `count` decompressed bytes, or as many as there are left. However large `count` is,
  /// no more memory is allocated than the rest of the file can fill.
  ///
  /// - Throws: ``FileError`` if the file is damaged or truncated.
  func next(_ count: Int) throws(FileError) -> ArraySlice<UInt8> {
    // Some bytes may have been taken in that aren't out yet.
    let most = (input.count - position + 64) * Self.greatestRatio
    let room = min(count, most)
    var isSound = true
    let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
      while filled < room && !isAtEnd && isSound {
        isSound = inflate(into: UnsafeMutableBufferPointer(rebasing: buffer[filled...]), &filled)
      }
    }
    if !isSound { throw FileError(path, "is a damaged gzip file") }
    return bytes[...]
  }

  /// Decompresses into the buffer; false if the file is damaged or truncated.
  private func inflate(into buffer: UnsafeMutableBufferPointer<UInt8>, _ filled: inout Int) -> Bool
  {
    let status = input.withUnsafeBufferPointer { input in
      let rest = UnsafeMutableBufferPointer(mutating: input)[position...]
      stream.pointee.next_in = UnsafeMutableBufferPointer(rebasing: rest).baseAddress
      let given = UInt32(clamping: rest.count)
      stream.pointee.avail_in = given
      stream.pointee.next_out = buffer.baseAddress
      let room = UInt32(clamping: buffer.count)
      stream.pointee.avail_out = room
      let status = CZlib.inflate(stream, Z_NO_FLUSH)
      position += Int(given - stream.pointee.avail_in)
      filled += Int(room - stream.pointee.avail_out)
      return status
    }
    return status == Z_OK || status == Z_STREAM_END && startNextMember()
  }

  /// Goes on with the next member, of which a gzip file may have several, followed by zeros.
  private func startNextMember() -> Bool {
    let end = input[position...].firstIndex { $0 != 0 } ?? input.count
    if end == input.count {
      isAtEnd = true
      return true
    }
    return end == position && inflateReset(stream) == Z_OK
  }
}
