/// A JSON value.
enum JSON {
  case object([(key: String, value: JSON)])
  case array([JSON])
  case string(String)
  case number(String)
  case truth(Bool)
  case null

  /// The value of a key of an object.
  subscript(key: String) -> JSON? {
    guard case .object(let entries) = self else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// A string, if this is one.
  var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// Whole numbers that aren't negative, if this is an array of them.
  var sizes: [Int]? {
    guard case .array(let values) = self else { return nil }
    var result: [Int] = []
    for value in values {
      guard case .number(let digits) = value, let size = Int(digits), size >= 0 else { return nil }
      result.append(size)
    }
    return result
  }
}

/// Reads JSON, as RFC 8259 has it.
struct JSONReader {
  /// The bytes aren't JSON.
  struct Malformed: Error {}

  private static let deepest = 64

  private let bytes: ArraySlice<UInt8>
  private var place: Int

  /// The value that the bytes stand for.
  static func read(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> JSON {
    var reader = JSONReader(bytes: bytes, place: bytes.startIndex)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.place != bytes.endIndex { throw Malformed() }
    return value
  }

  private var next: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
  }

  /// Steps over a character if it is there, after spaces.
  private mutating func skip(_ character: Character) -> Bool {
    skipSpace()
    guard next == character.asciiValue else { return false }
    place += 1
    return true
  }

  private mutating func value(depth: Int) throws(Malformed) -> JSON {
    if depth > Self.deepest { throw Malformed() }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .truth(true))
    case UInt8(ascii: "f"): return try word("false", .truth(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(Malformed) -> JSON {
    var entries: [(key: String, value: JSON)] = []
    place += 1
    if skip("}") { return .object([]) }
    repeat {
      skipSpace()
      let key = try string()
      if !skip(":") { throw Malformed() }
      entries.append((key, try value(depth: depth + 1)))
    } while skip(",")
    if !skip("}") { throw Malformed() }
    return .object(entries)
  }

  private mutating func array(depth: Int) throws(Malformed) -> JSON {
    var values: [JSON] = []
    place += 1
    if skip("]") { return .array([]) }
    repeat { values.append(try value(depth: depth + 1)) } while skip(",")
    if !skip("]") { throw Malformed() }
    return .array(values)
  }

  private mutating func word(_ word: String, _ value: JSON) throws(Malformed) -> JSON {
    for byte in word.utf8 {
      if next != byte { throw Malformed() }
      place += 1
    }
    return value
  }

  private mutating func number() throws(Malformed) -> JSON {
    let start = place
    while let byte = next, "+-.eE0123456789".utf8.contains(byte) { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if Double(text) == nil { throw Malformed() }
    return .number(text)
  }

  private mutating func string() throws(Malformed) -> String {
    if next != UInt8(ascii: "\"") { throw Malformed() }
    place += 1
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let result = String(validating: text, as: UTF8.self) else { throw Malformed() }
        return result
      case UInt8(ascii: "\\"): text += try escape()
      case 0..<0x20: throw Malformed()
      default: text.append(byte)
      }
    }
    throw Malformed()
  }

  private mutating func escape() throws(Malformed) -> [UInt8] {
    guard let byte = next else { throw Malformed() }
    place += 1
    let plain: [UInt8: UInt8] = [
      0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D,
      0x74: 0x09,
    ]
    if let character = plain[byte] { return [character] }
    if byte != UInt8(ascii: "u") { throw Malformed() }
    var units = [try codeUnit()]
    // Two units stand for a character beyond the first 65,536.
    if UTF16.isLeadSurrogate(units[0]), next == UInt8(ascii: "\\") {
      place += 1
      if next != UInt8(ascii: "u") { throw Malformed() }
      place += 1
      units.append(try codeUnit())
    }
    guard let text = String(validating: units, as: UTF16.self) else { throw Malformed() }
    return Array(text.utf8)
  }

  private mutating func codeUnit() throws(Malformed) -> UInt16 {
    if place + 4 > bytes.endIndex { throw Malformed() }
    let digits = String(decoding: bytes[place..<(place + 4)], as: UTF8.self)
    guard let unit = UInt16(digits, radix: 16) else { throw Malformed() }
    place += 4
    return unit
  }
}

extension String {
  /// This text as a JSON string.
  var jsonLiteral: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
