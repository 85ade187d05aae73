import SourceModel

/// How deep the brackets of some Swift code are nested.
///
/// Behind `[` a type may stand, so parsers look whether one does, down to the innermost bracket, and at each
/// bracket anew: every further level takes twice as long, in swift-syntax as in the compiler. Parts are also nested without
/// brackets, as in `(Int) -> (Int) -> …` or `try try …`, and each takes some of the parser's stack.
package struct Nesting {
  /// How many square brackets may be open at a time.
  static let mostSquare = 12
  /// How many brackets of any kind.
  package static let most = 100

  /// How many characters of code may follow one another without a comma or an end of line or block.
  static let longestRun = 4_000

  /// The first bracket that is one too many, or the end of the longest run.
  package private(set) var excess: Excess?

  package struct Excess: Hashable, Sendable {
    /// The line and column, both from 1.
    package var place: SourcePosition
    /// What is wrong, and what to do.
    package var message: String
  }

  /// A block that has begun and not ended.
  private enum Opened: Equatable {
    case bracket(UInt8)
    /// A string literal with so many `#`.
    case string(hashes: Int, isMultiline: Bool)
    /// `\(` in a string literal.
    case interpolation
  }

  private let bytes: [UInt8]
  private var position = 0
  private var opened: [Opened] = []
  /// Where the run began that the position is in.
  private var runStart = 0

  package init(_ code: String) {
    bytes = Array(code.utf8)
    // Most code has too few brackets to be worth a closer look.
    guard
      bytes.count(where: { Self.closing[$0] != nil }) > Self.mostSquare
        || bytes.count > Self.longestRun
    else { return }
    while position < bytes.count, excess == nil {
      if case .string(let hashes, let isMultiline)? = opened.last {
        readString(hashes, isMultiline)
      } else {
        readCode()
      }
    }
  }

  private static let closing: [UInt8: UInt8] = [
    UInt8(ascii: "("): UInt8(ascii: ")"), UInt8(ascii: "["): UInt8(ascii: "]"),
    UInt8(ascii: "{"): UInt8(ascii: "}"),
  ]

  private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

  private mutating func readCode() {
    let byte = bytes[position]
    if starts(with: "//") {
      position = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      runStart = position
    } else if starts(with: "/*") {
      skipComment()
    } else if let string = stringStart {
      opened.append(.string(hashes: string.hashes, isMultiline: string.isMultiline))
      position += string.hashes + (string.isMultiline ? 3 : 1)
    } else {
      if Self.closing[byte] != nil { open(byte) } else { close(byte) }
      position += 1
      follow(byte)
    }
  }

  private mutating func open(_ bracket: UInt8) {
    opened.append(.bracket(bracket))
    let square = opened.count { $0 == .bracket(UInt8(ascii: "[")) }
    let all = opened.count { if case .bracket = $0 { true } else { false } }
    if bracket == UInt8(ascii: "["), square > Self.mostSquare {
      excess = excess("more than \(Self.mostSquare) square brackets")
    } else if all > Self.most {
      excess = excess("more than \(Self.most) brackets")
    }
  }

  private mutating func follow(_ byte: UInt8) {
    if Self.runEnds.contains(byte) { runStart = position }
    guard position - runStart > Self.longestRun, excess == nil else { return }
    excess = excess(
      "more than \(Self.longestRun) characters stand without a comma or an end of line before here",
      "break the code into parts with names of their own")
  }

  private static let runEnds = Set(",;{}\n".utf8)

  private func excess(_ what: String) -> Excess {
    excess(
      "\(what) are open here, and no parser gets to the end of that in time",
      "give inner parts names of their own")
  }

  private func excess(_ what: String, _ remedy: String) -> Excess {
    let before = bytes[..<position]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return Excess(
      place: SourcePosition(line: line, column: position - start + 1),
      message: "\(what); \(remedy)")
  }

  private mutating func close(_ byte: UInt8) {
    switch opened.last {
    case .interpolation where byte == UInt8(ascii: ")"): opened.removeLast()
    case .bracket(let bracket) where Self.closing[bracket] == byte: opened.removeLast()
    default: break
    }
  }

  private mutating func skipComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        position += 2
      } else if starts(with: "*/") {
        depth -= 1
        position += 2
      } else {
        position += 1
      }
    } while depth > 0 && position < bytes.count
    runStart = position
  }

  private var stringStart: (hashes: Int, isMultiline: Bool)? {
    let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
    let rest = bytes[(position + hashes)...]
    guard rest.first == UInt8(ascii: "\"") else { return nil }
    return (hashes, rest.starts(with: #"""""#.utf8))
  }

  private mutating func readString(_ hashes: Int, _ isMultiline: Bool) {
    let signs = String(repeating: "#", count: hashes)
    let end = (isMultiline ? #"""""# : "\"") + signs
    if starts(with: end) {
      opened.removeLast()
      position += end.utf8.count
      runStart = position
    } else if starts(with: "\\" + signs) {
      position += 1 + hashes
      if position < bytes.count, bytes[position] == UInt8(ascii: "(") {
        opened.append(.interpolation)
      }
      position += 1
    } else {
      // A string that isn't closed ends with its line.
      let isOver = !isMultiline && bytes[position] == UInt8(ascii: "\n")
      position += 1
      if isOver {
        opened.removeLast()
        runStart = position
      }
    }
  }
}
