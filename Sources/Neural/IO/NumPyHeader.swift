/// The header of a NumPy file: a Python dictionary with the keys `descr`, `fortran_order` and
/// `shape`.
struct NumPyHeader {
  /// `descr`: the element type, such as `<f4`.
  private(set) var type = ""
  /// `fortran_order`: whether the first index changes fastest.
  private(set) var isColumnMajor = false
  private(set) var shape: [Int] = []

  private var rest: ArraySlice<UInt8>

  /// Parses a header; nil if it is malformed, or a key is missing, unknown or repeated.
  init?(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
    var missing: Set<String> = ["descr", "fortran_order", "shape"]
    guard skip("{") else { return nil }
    while !skip("}") {
      guard let name = string(), missing.remove(name) != nil, skip(":"), readValue(of: name),
        skip(",") || rest.first == UInt8(ascii: "}")
      else { return nil }
    }
    guard missing.isEmpty, rest.isEmpty else { return nil }
  }

  private mutating func readValue(of name: String) -> Bool {
    switch name {
    case "descr":
      guard let text = string() else { return false }
      type = text
    case "fortran_order":
      isColumnMajor = skip("True")
      return isColumnMajor || skip("False")
    default:
      guard let sizes = tuple() else { return false }
      shape = sizes
    }
    return true
  }

  /// Skips a token and the whitespace after it; false if another token is there.
  private mutating func skip(_ word: String) -> Bool {
    guard rest.starts(with: word.utf8) else { return false }
    rest = rest.dropFirst(word.utf8.count).drop { $0 == 0x20 || $0 == 0x0A }
    return true
  }

  private mutating func string() -> String? {
    guard let quote = rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
      let end = rest.dropFirst().firstIndex(of: quote)
    else { return nil }
    let text = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
    rest = rest[end...]
    _ = skip(quote == UInt8(ascii: "'") ? "'" : "\"")
    return text
  }

  /// A Python tuple of sizes; one of a single size ends in a comma.
  private mutating func tuple() -> [Int]? {
    var sizes: [Int] = []
    guard skip("(") else { return nil }
    var isAfterComma = true
    while !skip(")") {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard isAfterComma, let size = Int(String(decoding: digits, as: UTF8.self)) else {
        return nil
      }
      sizes.append(size)
      rest = rest.dropFirst(digits.count)
      // Python 2 wrote long numbers as such.
      _ = skip("L") || skip("")
      isAfterComma = skip(",")
    }
    return sizes.count == 1 && !isAfterComma ? nil : sizes
  }
}
