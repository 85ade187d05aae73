/// The safetensors format for named tensors: the header's length as a little-endian 64-bit integer,
/// the header in JSON, then the bytes of all tensors.
public enum Safetensors {
  /// The reference implementation refuses longer headers too.
  private static let longestHeader = 100_000_000

  private static let names: [(DType, String)] = [
    (.bool, "BOOL"), (.uint8, "U8"), (.int32, "I32"), (.int64, "I64"), (.float16, "F16"),
    (.bfloat16, "BF16"), (.float32, "F32"), (.float64, "F64"),
  ]

  /// Writes tensors to a file, in the order of the reference implementation: by size of element,
  /// largest first, then by name.
  ///
  /// - Throws: ``FileError`` if the file can't be written. An existing file is left as it was.
  public static func save(
    _ tensors: StateDict, to path: String, metadata: [String: String] = [:]
  ) throws {
    let sorted = tensors.map { (name: $0.name, tensor: rawContiguous($0.tensor.detach())) }.sorted {
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

  /// Reads all tensors of a file, in the order in which their bytes lie.
  ///
  /// - Throws: ``FileError`` if the file can't be read or isn't valid. Nothing larger than the file
  ///   is allocated before.
  public static func load(_ path: String) throws -> StateDict {
    try decode(Bytes.read(path), path)
  }

  /// Parses the contents of the file at `path`.
  static func decode(_ bytes: [UInt8], _ path: String) throws(FileError) -> StateDict {
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

  private struct Claim {
    let name: String
    let shape: StoredShape
    let start: Int
  }

  private static func tensors(
    _ header: SafetensorsHeader, _ data: ArraySlice<UInt8>, _ path: String
  ) throws(FileError) -> StateDict {
    var claims: [Claim] = []
    for (name, entry) in header.entries {
      guard let entry, let type = names.first(where: { $0.1 == entry.dtype })?.0,
        case let range = entry.offsets, range.count == 2
      else { throw FileError(path, "doesn't say what the tensor \(name.jsonLiteral) is") }
      let shape = try StoredShape(entry.shape, type, path)
      let (end, overflow) = range[0].addingReportingOverflow(shape.byteCount)
      if overflow || range[0] < 0 || range[1] != end || end > data.count {
        throw FileError(
          path, "has no room for the tensor \(name.jsonLiteral) of shape \(entry.shape)")
      }
      claims.append(Claim(name: name, shape: shape, start: range[0]))
    }
    claims.sort {
      ($0.start, $0.shape.byteCount, $0.name) < ($1.start, $1.shape.byteCount, $1.name)
    }
    // Before anything is copied: tensors that overlap can claim any number of times the file's size.
    try checkCoverage(claims, data.count, path)
    var result = StateDict()
    for claim in claims {
      let start = data.startIndex + claim.start
      result[claim.name] = try claim.shape.tensor(data[start..<(start + claim.shape.byteCount)])
    }
    return result
  }

  /// The tensors must cover the data without gaps and overlaps.
  private static func checkCoverage(
    _ claims: [Claim], _ count: Int, _ path: String
  ) throws(FileError) {
    var end = 0
    for claim in claims {
      if claim.start != end { throw FileError(path, "has gaps or overlaps between its tensors") }
      end += claim.shape.byteCount
    }
    if end != count { throw FileError(path, "has bytes that belong to no tensor") }
  }
}
