import SourceModel

/// A formula in a document: its TeX, and what became of it.
package final class Formula: Sendable {
  package let tex: String
  /// Whether it has lines of its own.
  package let isDisplay: Bool
  /// The line and the column of its first byte, as cmark counts them.
  package let line: Int
  package let column: Int
  /// What stands in the page.
  package let html: String
  /// Why it can't be read.
  package let error: TeXError?

  package init(_ tex: String, isDisplay: Bool, line: Int, column: Int) {
    (self.tex, self.isDisplay, self.line, self.column) = (tex, isDisplay, line, column)
    do throws(TeXError) {
      html = try TeXParser.mathML(tex, isDisplay: isDisplay)
      error = nil
    } catch {
      html = "<code>\(tex.escapedForHTML)</code>"
      self.error = error
    }
  }

  /// The formula where there is room for words only: its signs, or its source if they aren't in a row.
  package var text: String {
    guard error == nil, !tex.contains(where: { "{_^&".contains($0) }) else { return tex }
    let end = html.firstRange(of: "<annotation")?.lowerBound ?? html.endIndex
    return String(html[..<end]).replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<")
      .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
  }

  /// How many lines end within it.
  package var lineBreaks: Int { tex.utf8.count { $0 == .lineFeed } }

  /// Where an error stands in a file in which the formula begins on a line.
  package func location(of error: TeXError, in source: SourceText, line first: Int)
    -> SourceLocation
  {
    let before = tex.utf8.prefix(error.offset)
    let line = min(first + before.count { $0 == .lineFeed }, source.lineCount)
    let start = before.lastIndex(of: .lineFeed).map(tex.utf8.index(after:)) ?? tex.startIndex
    let text = Array(tex.utf8[start...].prefix { $0 != .lineFeed && $0 != .carriageReturn })
    // Marks of lists and quotes stand before a line, and cmark doesn't always count them.
    let content = Array(source.content(ofLine: line))
    let near = start == tex.startIndex ? column - 1 : 0
    let places = content.indices.filter { content[$0...].starts(with: text) }
    let place = places.min { abs($0 - near) < abs($1 - near) } ?? 0
    return source.location(
      line: line, column: place + tex.utf8.distance(from: start, to: before.endIndex) + 1)
  }
}
