/// Collects the bytes of a connection until a request's head is complete, in time that grows with their number.
struct RequestHeadReader: Sendable {
  private var bytes: [UInt8] = []

  init() {}

  /// Takes the next bytes of the connection.
  ///
  /// - Returns: The head and the bytes after it, or nil if the head isn't complete.
  /// - Throws: ``RequestRefusal``.
  mutating func take(
    _ new: some Sequence<UInt8>
  ) throws(RequestRefusal) -> (head: RequestHead, rest: [UInt8])? {
    let start = max(0, bytes.count - 3)
    bytes += new
    guard let end = bytes[start...].firstRange(of: Array("\r\n\r\n".utf8)) else {
      if bytes.count > RequestLimits.headBytes { throw .tooLong }
      return nil
    }
    if end.upperBound > RequestLimits.headBytes { throw .tooLong }
    return (try RequestHead(bytes[..<end.lowerBound]), Array(bytes[end.upperBound...]))
  }
}
