/// NumPy's `.npy` format: a magic string, a version, a header that is a Python dictionary, then the
/// elements.
public enum NumPyFile {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// NumPy refuses longer headers too.
  private static let longestHeader = 10_000

  private static let names: [(DType, String)] = [
    (.bool, "|b1"), (.uint8, "|u1"), (.int32, "<i4"), (.int64, "<i8"), (.float16, "<f2"),
    (.float32, "<f4"), (.float64, "<f8"),
  ]

  /// Writes a tensor to a file.
  ///
  /// - Throws: ``FileError`` if the tensor is of type bfloat16, which NumPy doesn't have, or the
  ///   file can't be written. An existing file is left as it was.
  public static func save(_ tensor: Tensor, to path: String) throws {
    let tensor = rawContiguous(tensor.detach())
    guard let name = names.first(where: { $0.0 == tensor.dtype })?.1 else {
      throw FileError(path, "NumPy has no type for \(tensor.dtype)")
    }
    let list = tensor.shape.map(String.init).joined(separator: ", ")
    let shape = "(\(list)\(tensor.dim == 1 ? "," : ""))"
    var header = "{'descr': '\(name)', 'fortran_order': False, 'shape': \(shape), }"
    // Magic, version, length and header together fill a multiple of 64 bytes.
    let unpadded = magic.count + 4 + header.utf8.count + 1
    header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    let length = UInt16(header.utf8.count)
    let head =
      magic + [1, 0, UInt8(truncatingIfNeeded: length), UInt8(length >> 8)] + Array(header.utf8)
    try head.withUnsafeBytes { try Bytes.write([$0, tensor.bytes], to: path) }
    withExtendedLifetime(tensor) {}
  }

  /// Reads a tensor from a file, in row-major or column-major order.
  ///
  /// - Throws: ``FileError`` if the file can't be read or isn't valid. Nothing larger than the file
  ///   is allocated before.
  public static func load(_ path: String) throws -> Tensor {
    try decode(Bytes.read(path), path)
  }

  /// Parses the contents of the file at `path`.
  static func decode(_ bytes: [UInt8], _ path: String) throws(FileError) -> Tensor {
    if !bytes.starts(with: magic) { throw FileError(path, "is no NumPy file") }
    if bytes.count < 10 { throw FileError(path, "ends within its header") }
    let version = bytes[6]
    guard (1...3).contains(version), bytes[7] == 0 else {
      throw FileError(path, "has the format version \(version).\(bytes[7]), which is not supported")
    }
    let lengthEnd = version == 1 ? 10 : 12
    if bytes.count < lengthEnd { throw FileError(path, "ends within its header") }
    let length = bytes[8..<lengthEnd].reversed().reduce(0) { $0 << 8 | Int($1) }
    if length > longestHeader { throw FileError(path, "has a header of \(length) bytes") }
    let dataStart = lengthEnd + length
    if dataStart > bytes.count { throw FileError(path, "ends within its header") }
    guard let header = NumPyHeader(bytes[lengthEnd..<dataStart]) else {
      throw FileError(path, "has a header that can't be understood")
    }
    return try tensor(header, bytes[dataStart...], path)
  }

  private static func tensor(
    _ header: NumPyHeader, _ data: ArraySlice<UInt8>, _ path: String
  ) throws(FileError) -> Tensor {
    guard let type = names.first(where: { $0.1 == header.type })?.0 else {
      throw FileError(
        path, "has elements of the type \(header.type.jsonLiteral), which is not supported")
    }
    let shape = header.shape
    let stored = try StoredShape(header.isColumnMajor ? shape.reversed() : shape, type, path)
    let tensor = try stored.tensor(data)
    if !header.isColumnMajor { return tensor }
    return rawContiguous(tensor.rawPermute(Array((0..<tensor.dim).reversed())))
  }
}
