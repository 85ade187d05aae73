/// NumPy's `.npy` files: a magic string, a version, a header in Python's notation, then the elements.
public enum NumPyFile {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  private static let names: [(DType, String)] = [
    (.bool, "|b1"), (.uint8, "|u1"), (.int32, "<i4"), (.int64, "<i8"), (.float16, "<f2"),
    (.float32, "<f4"), (.float64, "<f8"),
  ]

  /// Writes a tensor to a file. NumPy has no bfloat16, which is an error.
  ///
  /// - Throws: ``FileError``; then an existing file is as it was.
  public static func save(_ tensor: Tensor, to path: String) throws {
    let tensor = dense(tensor.detach())
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

  /// Reads a tensor from a file.
  ///
  /// - Throws: ``FileError`` if the file can't be read or isn't sound. Nothing larger than the file
  ///   is allocated.
  public static func load(_ path: String) throws -> Tensor {
    let bytes = try Bytes.read(path)
    if bytes.count < 10 || Array(bytes[..<6]) != magic {
      throw FileError(path, "is no NumPy file")
    }
    let isLong = bytes[6] >= 2
    let lengthEnd = isLong ? 12 : 10
    if bytes.count < lengthEnd { throw FileError(path, "ends within its header") }
    let length = bytes[8..<lengthEnd].reversed().reduce(0) { $0 << 8 | Int($1) }
    let dataStart = lengthEnd + length
    if dataStart > bytes.count { throw FileError(path, "ends within its header") }
    let text = String(decoding: bytes[lengthEnd..<dataStart], as: UTF8.self)
    guard let header = Header(text) else {
      throw FileError(path, "has a header that can't be understood")
    }
    return try tensor(header, bytes[dataStart...], path)
  }

  private static func tensor(
    _ header: Header, _ data: ArraySlice<UInt8>, _ path: String
  ) throws -> Tensor {
    guard let type = names.first(where: { $0.1 == header.type })?.0 else {
      throw FileError(path, "has elements of the type '\(header.type)', which is not supported")
    }
    if header.shape.count > Dims.capacity { throw FileError(path, "has too many dimensions") }
    var size = type.itemSize
    for next in header.shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: next)
      if overflow { throw FileError(path, "has an absurd shape \(header.shape)") }
      size = product
    }
    if size != data.count {
      throw FileError(path, "has \(data.count) bytes for a shape that needs \(size)")
    }
    if !header.isColumnMajor { return Tensor(Dims(header.shape), type, copying: data) }
    let turned = Tensor(Dims(header.shape.reversed()), type, copying: data)
    return dense(turned.permuted(Array((0..<turned.dim).reversed())))
  }

  /// The header's three entries.
  private struct Header {
    let type: String
    let isColumnMajor: Bool
    let shape: [Int]

    init?(_ text: String) {
      guard let type = Self.value(of: "descr", in: text)?.split(separator: "'").first,
        let order = Self.value(of: "fortran_order", in: text),
        let list = Self.value(of: "shape", in: text), list.hasPrefix("("),
        let end = list.firstIndex(of: ")")
      else { return nil }
      var shape: [Int] = []
      for part in list[list.index(after: list.startIndex)..<end].split(separator: ",") {
        let digits = part.filter { $0 != " " }
        if digits.isEmpty { continue }
        guard let size = Int(digits), size >= 0 else { return nil }
        shape.append(size)
      }
      self.type = String(type)
      isColumnMajor = order.hasPrefix("True")
      self.shape = shape
    }

    /// What follows a key and its colon.
    private static func value(of key: String, in text: String) -> Substring? {
      let quoted = "'\(key)':"
      var rest = Substring(text)
      while !rest.isEmpty {
        if rest.hasPrefix(quoted) {
          return rest.dropFirst(quoted.count).drop { $0 == " " }
        }
        rest = rest.dropFirst()
      }
      return nil
    }
  }
}
