/// A table in CSV (RFC 4180): a line for each row, with commas between the fields. A field in
/// double quotes may contain commas, line breaks, and doubled double quotes.
struct CSVFile {
  /// A row, and the number of the line at which it begins, from 1.
  struct Row {
    var line: Int
    /// The fields without the spaces around them.
    var fields: [String]
  }

  /// All rows but empty ones.
  private(set) var rows: [Row] = []

  /// Parses the contents of the file at `path`.
  ///
  /// - Throws: ``FileError`` with the line if the bytes aren't UTF-8, or a quote isn't closed.
  init(_ bytes: [UInt8], _ path: String) throws(FileError) {
    // What some programs write in front of a text, to say that it is one.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var rest = bytes[...].dropFirst(bytes.starts(with: mark) ? mark.count : 0)
    var line = 1
    while !rest.isEmpty {
      var row = Row(line: line, fields: [])
      repeat { row.fields.append(try Self.field(&rest, &line, path)) } while Self.skip(",", &rest)
      let isReturn = Self.skip("\r", &rest)
      let isNewline = Self.skip("\n", &rest)
      if isReturn || isNewline { line += 1 }
      if row.fields != [""] { rows.append(row) }
    }
  }

  private static func skip(_ character: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// Parses one field, up to the comma or line break after it.
  private static func field(
    _ rest: inout ArraySlice<UInt8>, _ line: inout Int, _ path: String
  ) throws(FileError) -> String {
    let start = line
    var field: [UInt8] = []
    // Spaces within quotes belong to the field, those around it don't.
    var kept = 0
    var isQuoted = false
    while let byte = rest.first {
      if byte == UInt8(ascii: "\"") {
        rest.removeFirst()
        let isDouble = isQuoted && rest.first == byte
        if isDouble { rest.removeFirst() } else { isQuoted.toggle() }
        if isDouble { field.append(byte) }
        kept = field.count
        continue
      }
      if !isQuoted && [0x2C, 0x0A, 0x0D].contains(byte) { break }
      rest.removeFirst()
      if byte == 0x0A { line += 1 }
      if isQuoted || byte != 0x20 {
        field.append(byte)
        kept = field.count
      } else if !field.isEmpty {
        field.append(byte)
      }
    }
    if isQuoted { throw FileError(path, "has a quote in line \(start) that isn't closed") }
    guard let text = String(validating: field.prefix(kept), as: UTF8.self) else {
      throw FileError(path, "has bytes in line \(start) that aren't UTF-8 text")
    }
    return text
  }
}
