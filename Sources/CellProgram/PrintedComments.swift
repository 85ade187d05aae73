import ChapterModel
import SwiftSyntax

/// What comments in a cell's code say that it prints, as Swift's documentation records output.
///
/// A comment is one of these:
///
///     // Prints "Hello!"          and the same with a full stop behind, or written 'prints'
///     // Prints [1, 2, 3]         a value in brackets, a number, `true`, `false` or `nil`
///     // Prints:                  and the lines of the comment below; the same without a colon, where
///     // a line                   nothing else stands above
///     // Prints "a text of       a quote that ends on a later line of the comment
///     // two lines"
///
/// Anything else behind the word is prose: `// Prints all statements`.
package struct PrintedComments: Sendable {
  /// One comment: its line in the code, from 1, the lines it promises, and what should print them.
  package struct Promise: Hashable, Sendable {
    package var line: Int
    package var text: [String]
    package var place = Place.anywhere
  }

  /// Where a comment stands among the statements at the top level, each named by its line.
  package enum Place: Hashable, Sendable {
    /// At the end of a statement's line.
    case behind(Int)
    /// Within one: in a loop, or in a closure.
    case within(Int)
    /// Where no statement is: in a function, whose code runs when somebody calls it.
    case anywhere
  }

  /// In the order of the code.
  package let promises: [Promise]

  /// All lines that are promised, each ended by `\n`.
  package var text: String { promises.flatMap(\.text).map { $0 + "\n" }.joined() }

  /// Finds the comments with swift-syntax, so that a string that looks like one isn't.
  package init(in code: String) {
    guard code.contains("rints") else {
      promises = []
      return
    }
    let tree = SwiftTree.parse(code)
    let converter = SourceLocationConverter(fileName: "", tree: tree)
    let lines = CodeComment.all(in: tree).flatMap(\.textByLine)
    let places = CommentPlaces(tree, converter)
    promises = Self.promises(in: lines).map { promise in
      Promise(line: promise.line, text: promise.text, place: places.place(ofLine: promise.line))
    }
  }

  private static func promises(in lines: [(line: Int, text: Substring)]) -> [Promise] {
    var promises: [Promise] = []
    var rest = lines[...]
    var above: Int?
    while let (line, comment) = rest.popFirst() {
      let isFirst = above.map { $0 + 1 < line } ?? true
      if !comment.allSatisfy(\.isWhitespace) { above = line }
      guard let said = words(of: comment, isFirst: isFirst) else { continue }
      // The lines of the same comment that follow.
      let below = zip(rest, (line + 1)...).prefix { $0.0.line == $0.1 }.map(\.0.text)
        .prefix { words(of: $0) == nil }
      if said.isEmpty {
        // The end of `/* … */` stands on a line of its own.
        var text = aligned(Array(below))
        while text.last?.allSatisfy(\.isWhitespace) == true { text.removeLast() }
        guard !text.isEmpty else { continue }
        promises.append(Promise(line: line, text: text))
        rest = rest.dropFirst(below.count)
        above = line + below.count
      } else if let quoted = quoted([said] + below) {
        promises.append(Promise(line: line, text: quoted))
        rest = rest.dropFirst(quoted.count - 1)
      } else if isValue(said) {
        promises.append(Promise(line: line, text: [String(said)]))
      }
    }
    return promises
  }

  /// What a comment says behind `Prints` or `prints`, if that is its first word.
  ///
  /// - Parameter isFirst: Whether no comment stands right above, whose sentence the word might end.
  private static func words(of comment: Substring, isFirst: Bool = false) -> Substring? {
    let comment = comment.trimmingSpaces
    guard comment.hasPrefix("Prints") || comment.hasPrefix("prints") else { return nil }
    let rest = comment.dropFirst("Prints".count)
    guard let next = rest.first else { return isFirst ? "" : nil }
    guard next == ":" || next == " " else { return nil }
    return (next == ":" ? rest.dropFirst() : rest).trimmingSpaces
  }

  /// The lines between two quotation marks, if nothing but a full stop follows them.
  private static func quoted(_ lines: [Substring]) -> [String]? {
    guard lines[0].first == "\"" else { return nil }
    var text: [String] = []
    for (number, line) in lines.enumerated() {
      var line = number == 0 ? line.dropFirst() : line.drop { $0 == " " }
      line = line.trimmingSpaces
      if number == 0, let said = explained(line) { return [said] }
      for ending in ["\"", "\"."] where line.hasSuffix(ending) {
        let last = line.dropLast(ending.count)
        // `"one" then "other"` is prose.
        return number == 0 && last.contains("\" ") ? nil : text + [String(last)]
      }
      // A quote that ends on its own line, with prose behind it.
      if line.contains("\"") { return nil }
      text.append(String(line))
    }
    return nil
  }

  /// The quote in `"one", because …`; a list's commas stand between quotes, too, and so may those within
  /// brackets.
  private static func explained(_ line: Substring) -> String? {
    guard let end = line.firstRange(of: "\", "), !line.starts(with: "[") else { return nil }
    let isProse = line[end.upperBound...].first.map { $0.isLetter && $0.isLowercase } ?? false
    let quote = line[..<end.lowerBound]
    let isWhole = quote.count { "([{".contains($0) } == quote.count { ")]}".contains($0) }
    return isProse && isWhole ? String(quote) : nil
  }

  private static func isValue(_ text: Substring) -> Bool {
    if ["true", "false", "nil"].contains(text) || Double(text) != nil { return true }
    let pairs: [Character: Character] = ["[": "]", "(": ")", "{": "}", "<": ">"]
    if text.hasPrefix("Optional("), text.last == ")" { return true }
    guard let first = text.first, let end = pairs[first] else { return false }
    return text.last == end
  }

  /// Lines without the spaces that all of them begin with.
  private static func aligned(_ lines: [Substring]) -> [String] {
    let full = lines.filter { $0.contains { $0 != " " } }
    let width = full.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return lines.map { String($0.dropFirst(min(width, $0.count))) }
  }
}

extension Substring {
  /// Without spaces at either end.
  package var trimmingSpaces: Substring {
    var text = self.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}

extension PrintedComments {
  private static let known = CodeCache<PrintedComments>()

  /// What is found in some code, parsed once: of a cell's it is asked several times.
  fileprivate static func known(in code: String) -> PrintedComments {
    known.value(for: code) { PrintedComments(in: $0) }
  }
}

extension Cell {
  /// What the cell's comments say that it prints; nothing where an output is recorded below, which
  /// says more.
  package var printedComments: PrintedComments {
    PrintedComments.known(in: record == nil ? code : "")
  }

  /// Whether comments in the code stand for a recorded output.
  package var isRecordedInComments: Bool {
    record == nil && !isInline && options.recordsOutput && options.expectation == .runs
      && !printedComments.promises.isEmpty
  }
}
