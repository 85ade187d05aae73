import SourceModel

/// Colours Python by its tokens (The Python Language Reference, chapter 2): code → HTML spans with
/// the classes that Swift has.
struct PythonHighlighter {
  private let bytes: [UInt8]
  private var index = 0
  private var html = ""
  /// How many parentheses are open: within, `name=` is a label.
  private var depth = 0

  /// The code's HTML, escaped.
  static func html(_ code: String) -> String {
    var highlighter = PythonHighlighter(code)
    return highlighter.run()
  }

  private init(_ code: String) { bytes = Array(code.utf8) }

  private static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in",
    "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
    "yield",
  ]

  private mutating func run() -> String {
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "#"): add(until: lineEnd(), "comment")
      case UInt8(ascii: "\""), UInt8(ascii: "'"): add(until: stringEnd(from: index), "string")
      case UInt8(ascii: "@") where isFirstInLine: add(until: wordEnd(from: index + 1), "attribute")
      case _ where Self.isDigit(byte) || byte == UInt8(ascii: ".") && isDigit(at: index + 1):
        add(until: numberEnd(), "number")
      case _ where Self.isWord(byte): addWord()
      default:
        if UInt8(ascii: "(") == byte || UInt8(ascii: "[") == byte { depth += 1 }
        if UInt8(ascii: ")") == byte || UInt8(ascii: "]") == byte { depth -= 1 }
        add(until: index + 1, nil)
      }
    }
    return html
  }

  private mutating func add(until end: Int, _ name: String?) {
    let text = String(decoding: bytes[index..<end], as: UTF8.self).visible.escapedForHTML
    html += name.map { "<span class=\"\($0)\">\(text)</span>" } ?? text
    index = end
  }

  /// A keyword, a label, the prefix of a string, or any other name.
  private mutating func addWord() {
    let end = wordEnd(from: index)
    let word = String(decoding: bytes[index..<end], as: UTF8.self)
    if end < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[end]),
      ["r", "b", "u", "f", "t", "rb", "br", "fr", "rf"].contains(word.lowercased())
    {
      return add(until: stringEnd(from: end), "string")
    }
    if Self.keywords.contains(word) { return add(until: end, "keyword") }
    let isLabel = depth > 0 && byte(end) == UInt8(ascii: "=") && byte(end + 1) != UInt8(ascii: "=")
    add(until: end, isLabel ? "label" : nil)
  }

  private var isFirstInLine: Bool {
    bytes[..<index].reversed().first { $0 != UInt8(ascii: " ") }.map { $0 == .lineFeed } ?? true
  }

  private func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private func lineEnd() -> Int { bytes[index...].firstIndex(of: .lineFeed) ?? bytes.count }

  private func wordEnd(from start: Int) -> Int {
    bytes[start...].firstIndex { !Self.isWord($0) && !Self.isDigit($0) } ?? bytes.count
  }

  /// The end of `1`, `1.5e-3`, `0xFF`, `1_000`, `2j`.
  private func numberEnd() -> Int {
    var end = index
    while let next = byte(end) {
      let isSign = next == UInt8(ascii: "-") || next == UInt8(ascii: "+")
      let isExponent =
        isSign && end > index && [UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[end - 1])
        && !bytes[index..<end].starts(with: "0x".utf8)
      guard Self.isDigit(next) || Self.isWord(next) || next == UInt8(ascii: ".") || isExponent
      else {
        break
      }
      end += 1
    }
    return end
  }

  /// The end of a string that begins with a quote, or three; one that isn't closed ends with its
  /// line, or with the code.
  private func stringEnd(from start: Int) -> Int {
    let quote = bytes[start]
    let isTriple = byte(start + 1) == quote && byte(start + 2) == quote
    let closing = [UInt8](repeating: quote, count: isTriple ? 3 : 1)
    var end = start + closing.count
    while end < bytes.count {
      if bytes[end] == UInt8(ascii: "\\") {
        end += 2
      } else if bytes[end...].starts(with: closing) {
        return end + closing.count
      } else if bytes[end] == .lineFeed && !isTriple {
        return end
      } else {
        end += 1
      }
    }
    return bytes.count
  }

  private func isDigit(at index: Int) -> Bool { byte(index).map(Self.isDigit) ?? false }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
      || byte == UInt8(ascii: "_") || byte >= 0x80
  }
}
