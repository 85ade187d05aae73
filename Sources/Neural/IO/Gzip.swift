/// Unpacks gzip files, as RFC 1952 has them.
enum Gzip {
  /// The bytes of a packed file, at most `limit` of them.
  static func unpack(
    _ bytes: [UInt8], limit: Int, path: String
  ) throws(FileError) -> [UInt8] {
    if bytes.count < 18 || bytes[0] != 0x1F || bytes[1] != 0x8B || bytes[2] != 8 {
      throw FileError(path, "is no gzip file")
    }
    guard let start = headerEnd(bytes), start <= bytes.count,
      let (result, end) = try? Inflate.unpack(bytes[start...], limit: limit), end + 8 <= bytes.count
    else { throw FileError(path, "is a damaged gzip file") }
    let trailer = bytes[end..<(end + 8)].reversed().map { UInt32($0) }
    let size = trailer[..<4].reduce(0) { $0 << 8 | $1 }
    let checksum = trailer[4...].reduce(0) { $0 << 8 | $1 }
    if size != UInt32(truncatingIfNeeded: result.count) || checksum != Checksum.crc32(result) {
      throw FileError(path, "is a damaged gzip file")
    }
    return result
  }

  /// Where the packed data starts: after the header's optional parts.
  private static func headerEnd(_ bytes: [UInt8]) -> Int? {
    let flags = bytes[3]
    var place = 10
    if flags & 4 != 0 { place += 2 + Int(bytes[10]) + Int(bytes[11]) << 8 }
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
      guard place < bytes.count, let end = bytes[place...].firstIndex(of: 0) else { return nil }
      place = end + 1
    }
    return flags & 2 != 0 ? place + 2 : place
  }
}
