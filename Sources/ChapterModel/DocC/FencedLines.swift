import SourceModel

/// The lines of a text that stand between fences, which say nothing but code.
enum FencedLines {
  /// The lines of a text without their endings, as CommonMark counts them; those between fences, and the fences, are
  /// empty.
  static func lines(outsideOf text: String) -> [Substring] {
    var fence: Substring.UTF8View?
    return lines(of: text).map { line in
      let words = line.drop { $0 == .space || $0 == .tab }
      let mark = words.first ?? .space
      let marks = words.prefix { $0 == mark }
      let isFence = (mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~")) && marks.count >= 3
      if let open = fence {
        let isBare = words.dropFirst(marks.count).allSatisfy { $0 == .space || $0 == .tab }
        if isFence, marks.starts(with: open), isBare { fence = nil }
        return Substring()
      }
      guard isFence else { return Substring(line) }
      fence = marks
      return Substring()
    }
  }

  private static func lines(of text: String) -> [Substring.UTF8View] {
    var lines: [Substring.UTF8View] = []
    var rest = text.utf8[...]
    while let end = rest.firstIndex(where: { $0 == .lineFeed || $0 == .carriageReturn }) {
      lines.append(rest[..<end])
      let isPair = rest[end...].starts(with: [.carriageReturn, .lineFeed])
      rest = rest[rest.index(end, offsetBy: isPair ? 2 : 1)...]
    }
    return lines + [rest]
  }
}
