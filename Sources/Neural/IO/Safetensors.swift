/// Files of named tensors in the safetensors format: the length of a header (8 bytes, little-endian),
/// the header in JSON, then the bytes of all tensors.
public enum Safetensors {
  /// Headers that are longer are taken for garbage, as by the format's own reader.
  private static let longestHeader = 100_000_000

  private static let names: [(DType, String)] = [
    (.bool, "BOOL"), (.uint8, "U8"), (.int32, "I32"), (.int64, "I64"), (.float16, "F16"),
    (.bfloat16, "BF16"), (.float32, "F32"), (.float64, "F64"),
  ]

  /// Writes tensors to a file, in the order in which the format's own writer does: larger elements
  /// first, then by name.
  ///
  /// - Throws: ``FileError``; then an existing file is as it was.
  public static func save(
    _ tensors: StateDict, to path: String, metadata: [String: String] = [:]
  ) throws {
    let sorted = tensors.map { (name: $0.name, tensor: dense($0.tensor.detach())) }.sorted {
      let (a, b) = ($0.tensor.dtype.itemSize, $1.tensor.dtype.itemSize)
      return a == b ? $0.name < $1.name : a > b
    }
    var entries: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }
        .map { "\($0.key.jsonLiteral):\($0.value.jsonLiteral)" }
      entries.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var start = 0
    for (name, tensor) in sorted {
      let end = start + tensor.bytes.count
      let type = names.first { $0.0 == tensor.dtype }?.1 ?? ""
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      entries.append(
        "\(name.jsonLiteral):{\"dtype\":\"\(type)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(start),\(end)]}")
      start = end
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    // The data starts at a multiple of eight bytes.
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
    let head = length + header
    try head.withUnsafeBytes { head in
      try Bytes.write([head] + sorted.map(\.tensor.bytes), to: path)
    }
    withExtendedLifetime(sorted) {}
  }

  /// Reads all tensors of a file, in the order of their bytes.
  ///
  /// - Throws: ``FileError`` if the file can't be read or isn't sound. Nothing larger than the file
  ///   is allocated.
  public static func load(_ path: String) throws -> StateDict {
    let bytes = try Bytes.read(path)
    if bytes.count < 8 { throw FileError(path, "is too short for a safetensors file") }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    if length > longestHeader { throw FileError(path, "has a header of \(length) bytes") }
    let dataStart = 8 + Int(length)
    if dataStart > bytes.count { throw FileError(path, "ends within its header") }
    guard let header = SafetensorsHeader.read(bytes[8..<dataStart]) else {
      throw FileError(path, "has a header that is no JSON object")
    }
    return try tensors(header, bytes[dataStart...], path)
  }

  private static func tensors(
    _ header: SafetensorsHeader, _ data: ArraySlice<UInt8>, _ path: String
  ) throws -> StateDict {
    var found: [(start: Int, name: String, tensor: Tensor)] = []
    for (name, entry) in header.entries {
      guard let entry, let type = names.first(where: { $0.1 == entry.dtype })?.0,
        case let (shape, range) = (entry.shape, entry.offsets), range.count == 2,
        shape.count <= Dims.capacity, (shape + range).allSatisfy({ $0 >= 0 })
      else { throw FileError(path, "doesn't say what the tensor '\(name)' is") }
      let size = shape.reduce((type.itemSize, false)) { size, next in
        let (product, overflow) = size.0.multipliedReportingOverflow(by: next)
        return (product, size.1 || overflow)
      }
      if size.1 || range[0] > range[1] || range[1] > data.count || range[1] - range[0] != size.0 {
        throw FileError(path, "has no room for the tensor '\(name)' of shape \(shape)")
      }
      let part = data[(data.startIndex + range[0])..<(data.startIndex + range[1])]
      found.append((range[0], name, Tensor(Dims(shape), type, copying: part)))
    }
    try checkCoverage(found.map { ($0.start, $0.tensor.bytes.count) }, data.count, path)
    var result = StateDict()
    for (_, name, tensor) in found.sorted(by: { $0.start < $1.start }) { result[name] = tensor }
    return result
  }

  /// The tensors must cover the data without gaps and overlaps.
  private static func checkCoverage(
    _ parts: [(start: Int, count: Int)], _ count: Int, _ path: String
  ) throws {
    var end = 0
    for part in parts.sorted(by: { ($0.start, $0.count) < ($1.start, $1.count) }) {
      if part.start != end { throw FileError(path, "has gaps or overlaps between its tensors") }
      end += part.count
    }
    if end != count { throw FileError(path, "has bytes that belong to no tensor") }
  }
}
