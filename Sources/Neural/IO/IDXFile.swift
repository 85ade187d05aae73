/// The files of the MNIST family: two zero bytes, the type (8 for bytes), the number of dimensions,
/// their sizes as 32-bit big-endian numbers, then the elements.
enum IDXFile {
  /// More elements than this are taken for a damaged header.
  private static let mostBytes = 1 << 31

  /// Reads a file of bytes, which may be packed with gzip.
  static func load(_ path: String) throws(FileError) -> Tensor {
    var bytes = try Bytes.read(path)
    if path.hasSuffix(".gz") { bytes = try Gzip.unpack(bytes, limit: mostBytes, path: path) }
    if bytes.count < 4 || bytes[0] != 0 || bytes[1] != 0 {
      throw FileError(path, "is no IDX file")
    }
    if bytes[2] != 8 { throw FileError(path, "has elements that aren't bytes") }
    let dims = Int(bytes[3])
    let start = 4 + 4 * dims
    if dims > Dims.capacity || bytes.count < start {
      throw FileError(path, "has a damaged header")
    }
    var sizes = Dims()
    var count = 1
    for dim in 0..<dims {
      let size = bytes[(4 + 4 * dim)..<(8 + 4 * dim)].reduce(0) { $0 << 8 | Int($1) }
      sizes.append(size)
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow || product > mostBytes { throw FileError(path, "has an absurd size") }
      count = product
    }
    if bytes.count - start != count {
      throw FileError(path, "has \(bytes.count - start) elements, but its header says \(count)")
    }
    return Tensor(sizes, .uint8, copying: bytes[start...])
  }
}
