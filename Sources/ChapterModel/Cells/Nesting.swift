/// How deep some Swift code is nested, as far as its brackets and tokens tell before it is parsed.
///
/// Behind `[` a type may stand, so parsers look whether one does, down to the innermost bracket, and at each
/// bracket anew: every further level takes twice as long, in swift-syntax as in the compiler. Parts are also nested without
/// brackets, as in `(Int) -> (Int) -> …` or `try try …`, and each takes some of the parser's stack.
package struct Nesting {
  /// How many square brackets may be open at a time.
  static let mostSquare = 12
  /// How many brackets of any kind; `<` is one where a type's arguments may begin.
  package static let most = 100
  /// How many characters of code may follow one another without a comma or an end of line or block.
  static let longestRun = 4_000
  /// How many tokens a parser may be in the midst of.
  static let mostPending = 200_000
  /// So few have room on any stack, however they are nested.
  static let fewTokens = 200

  /// The first bracket or token that is one too many, or the end of the longest run.
  package private(set) var excess: CodeExcess?
  /// The most tokens that a parser can be in the midst of: all that stand before a place, but those of
  /// blocks that are closed, and of elements that a comma ended.
  private(set) var pending = 0

  private let bytes: [UInt8]
  private var position = 0
  private var opened: [OpenedBlock] = []
  /// The tokens of all blocks that are open.
  private var openTokens = 0
  /// The last byte of code that isn't white space, and whether an end of line came after it.
  private var last = UInt8(ascii: ";")
  private var isAtLineStart = false
  private var isInWord = false
  /// Where the run began that the position is in.
  private var runStart = 0

  package init(_ code: String) {
    bytes = Array(code.utf8)
    opened.append(OpenedBlock(.file))
    pending = Self.tokens(in: bytes)
    // Most code is too short to be worth a closer look.
    guard
      pending > Self.fewTokens || bytes.count > Self.longestRun
        || bytes.count(where: { Self.closing[$0] != nil }) > Self.mostSquare
    else { return }
    pending = 0
    while position < bytes.count, excess == nil {
      if case .string(let hashes, let isMultiline)? = opened.last?.kind {
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
      position = bytes[position...].firstIndex(of: .lineFeed) ?? bytes.count
      runStart = position
    } else if starts(with: "/*") {
      skipComment()
    } else if let string = stringStart {
      open(.string(hashes: string.hashes, isMultiline: string.isMultiline))
      position += string.hashes + (string.isMultiline ? 3 : 1)
    } else if bytes[position...].prefix(Self.most + 1).allSatisfy({ $0 == UInt8(ascii: "#") }) {
      excess = excess("more than \(Self.most) '#'")
    } else {
      countToken(byte)
      if Self.closing[byte] != nil { open(.bracket(byte)) } else { close(byte) }
      position += 1
      follow(byte)
      return
    }
    isInWord = false
  }

  /// How many words and signs there are, comments and strings included.
  private static func tokens(in bytes: [UInt8]) -> Int {
    var (count, isInWord) = (0, false)
    for byte in bytes {
      if byte.isInWord ? !isInWord : !byte.isSpace { count += 1 }
      isInWord = byte.isInWord
    }
    return count
  }

  private mutating func countToken(_ byte: UInt8) {
    if byte.isSpace {
      isAtLineStart = isAtLineStart || byte == .lineFeed
      isInWord = false
      return
    }
    let goesOn = byte.isInWord && isInWord
    isInWord = byte.isInWord
    if !goesOn { addToken(byte) }
    (last, isAtLineStart) = (byte, false)
  }

  private mutating func addToken(_ byte: UInt8) {
    opened[opened.count - 1].tokens += 1
    openTokens += 1
    pending = max(pending, openTokens)
    countAngle(byte)
    if opened[opened.count - 1].endsElement(byte) { forgetTokens() }
    if pending > Self.mostPending {
      excess = CodeExcess(
        "more than \(Self.mostPending) words and signs stand without a comma or a bracket before here; "
          + "break the code into functions or cells", at: position, in: bytes)
    }
  }

  /// Parsers look from each `<` on whether types and `>` follow.
  private mutating func countAngle(_ byte: UInt8) {
    let next = position + 1 < bytes.count ? bytes[position + 1] : 0
    if isAtLineStart, last.endsStatement, byte.isInWord { opened[opened.count - 1].angles = 0 }
    if byte == UInt8(ascii: ">"), last != UInt8(ascii: "-") {
      opened[opened.count - 1].angles -= 1
    } else if byte == UInt8(ascii: "<"), last != byte, ![byte, UInt8(ascii: "=")].contains(next) {
      let isSpaced = next.isSpace && position > 0 && bytes[position - 1].isSpace
      opened[opened.count - 1].openAngle(isComparison: isSpaced)
      if opened[opened.count - 1].angles > Self.most {
        excess = excess("more than \(Self.most) '<'")
      }
    }
  }

  private mutating func forgetTokens() {
    openTokens -= opened[opened.count - 1].tokens
    opened[opened.count - 1].tokens = 0
  }

  private mutating func open(_ kind: OpenedBlock.Kind) {
    opened.append(OpenedBlock(kind))
    let square = opened.count { $0.kind == .bracket(UInt8(ascii: "[")) }
    let all = opened.count { $0.isBracket }
    if kind == .bracket(UInt8(ascii: "[")), square > Self.mostSquare {
      excess = excess("more than \(Self.mostSquare) square brackets")
    } else if all > Self.most {
      excess = excess("more than \(Self.most) brackets")
    }
  }

  private mutating func follow(_ byte: UInt8) {
    if Self.runEnds.contains(byte) { runStart = position }
    guard position - runStart > Self.longestRun, excess == nil else { return }
    excess = CodeExcess(
      "more than \(Self.longestRun) characters stand without a comma or an end of line before here; "
        + "break the code into parts with names of their own", at: position, in: bytes)
  }

  private static let runEnds = Set(",;{}\n".utf8)

  private func excess(_ what: String) -> CodeExcess {
    CodeExcess(
      "\(what) are open here, and no parser gets to the end of that in time; "
        + "give inner parts names of their own", at: position, in: bytes)
  }

  private mutating func close(_ byte: UInt8) {
    guard opened.last?.isClosed(by: byte) == true else { return }
    removeLast()
  }

  private mutating func removeLast() {
    forgetTokens()
    opened.removeLast()
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
    let hashes = bytes[position...].prefix(Self.most).prefix { $0 == UInt8(ascii: "#") }.count
    let rest = bytes[(position + hashes)...]
    guard rest.first == UInt8(ascii: "\"") else { return nil }
    return (hashes, rest.starts(with: #"""""#.utf8))
  }

  private mutating func readString(_ hashes: Int, _ isMultiline: Bool) {
    let signs = String(repeating: "#", count: hashes)
    let end = (isMultiline ? #"""""# : "\"") + signs
    if starts(with: end) {
      removeLast()
      position += end.utf8.count
      runStart = position
    } else if starts(with: "\\" + signs) {
      position += 1 + hashes
      if position < bytes.count, bytes[position] == UInt8(ascii: "(") { open(.interpolation) }
      position += 1
    } else {
      // A string that isn't closed ends with its line.
      let isOver = !isMultiline && bytes[position] == .lineFeed
      position += 1
      if isOver {
        removeLast()
        runStart = position
      }
    }
  }
}
