/// The IDX format of the MNIST data sets: two zero bytes, the element type (8 for uint8), the
/// number of dimensions, the shape as 32-bit big-endian integers, then the elements.
enum IDXFile {
  /// Reads an IDX file of uint8 elements; a name that ends in `.gz` is decompressed.
  static func load(_ path: String) throws(FileError) -> Tensor {
    try decode(Bytes.read(path), path, isPacked: path.hasSuffix(".gz"))
  }

  /// Parses the contents of the file at `path`.
  static func decode(
    _ bytes: [UInt8], _ path: String, isPacked: Bool
  ) throws(FileError) -> Tensor {
    let reader: any ByteReader = isPacked ? try GzipReader(bytes, path: path) : MemoryReader(bytes)
    let start = Array(try reader.next(4))
    if start.count < 4 || start[0] != 0 || start[1] != 0 {
      throw FileError(path, "is no IDX file")
    }
    if start[2] != 8 { throw FileError(path, "has elements that aren't bytes") }
    let dims = Int(start[3])
    let numbers = Array(try reader.next(4 * dims))
    if numbers.count < 4 * dims { throw FileError(path, "has a damaged header") }
    let shape = stride(from: 0, to: numbers.count, by: 4).map { place in
      numbers[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
    let stored = try StoredShape(shape, .uint8, path)
    let data = try reader.next(stored.byteCount)
    // What comes after the last element, a gzip file's checksum among it, is looked at too.
    let isLonger = try !reader.next(1).isEmpty
    if data.count != stored.byteCount || isLonger {
      let found = isLonger ? "more than \(data.count)" : "\(data.count)"
      throw FileError(path, "has \(found) elements, but its header says \(stored.byteCount)")
    }
    return try stored.tensor(data)
  }
}
