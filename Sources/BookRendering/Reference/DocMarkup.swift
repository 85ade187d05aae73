import SwiftSyntax

/// The Markdown of doc comments, as Swift's own tools read it.
enum DocMarkup {
  /// The text of the doc comment right before a declaration; empty if there is none.
  static func text(of trivia: Trivia) -> String {
    var lines: [Substring] = []
    for piece in trivia {
      switch piece {
      case .docLineComment(let text):
        let line = text.dropFirst(3)
        lines.append(line.first == " " ? line.dropFirst() : line)
      case .docBlockComment(let text):
        lines += text.dropFirst(3).dropLast(2).split(separator: "\n").map { line in
          let bare = line.drop { $0 == " " || $0 == "\t" }
          return bare.first == "*" ? bare.dropFirst().drop { $0 == " " } : bare
        }
      case .newlines(let count), .carriageReturnLineFeeds(let count):
        // An empty line ends a comment: what stood above it documents something else.
        if count > 1 { lines = [] }
      default: continue
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Markdown for pages: the lists of parameters, results and errors get names that stand out, and
  /// symbols in two backticks lead to their places where there are any.
  static func markdown(_ text: String, link: (String) -> String?) -> String {
    var isFenced = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("```") { isFenced.toggle() }
      return isFenced || line.hasPrefix("    ") && !line.hasPrefix("    -")
        ? String(line) : linked(field(line), link)
    }
    return lines.joined(separator: "\n")
  }

  /// `- Returns: …` with its first word strong; `- x: …` under parameters with its name as code.
  private static func field(_ line: Substring) -> String {
    let bare = line.drop { $0 == " " }
    let margin = line.prefix { $0 == " " }
    guard bare.hasPrefix("- "), let colon = bare.firstIndex(of: ":") else { return String(line) }
    let words = bare[bare.index(bare.startIndex, offsetBy: 2)..<colon]
    let rest = bare[bare.index(after: colon)...]
    let fields = [
      "Parameters", "Returns", "Throws", "Precondition", "Note", "Warning", "Complexity",
    ]
    if fields.contains(String(words)) {
      return "\(margin)- **\(words)**\(rest.isEmpty ? "" : ":")\(rest)"
    }
    if words.hasPrefix("Parameter ") { return "\(margin)- `\(words.dropFirst(10))`:\(rest)" }
    let isName = words.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isName && !margin.isEmpty ? "\(margin)- `\(words)`:\(rest)" : String(line)
  }

  private static func linked(_ line: String, _ link: (String) -> String?) -> String {
    let parts = line.split(separator: "``", omittingEmptySubsequences: false)
    guard parts.count > 2 else { return line }
    return parts.enumerated().map { number, part in
      guard number % 2 == 1, number + 1 < parts.count else { return String(part) }
      return link(String(part)).map { "[`\(part)`](\($0))" } ?? "`\(part)`"
    }.joined()
  }
}
