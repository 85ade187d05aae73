/// The bytes of a Markdown file, and where its lines begin.
///
/// Lines end as CommonMark says: with `\n`, `\r` or `\r\n`.
package struct SourceText: Sendable {
  /// The file's path, as it is shown to people.
  package let path: String
  package let bytes: [UInt8]
  /// The offset of each line's first byte; a last, empty line after a final newline isn't counted.
  let lineStarts: [Int]

  /// Makes a source from a file's bytes.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    var index = 0
    while index < bytes.count {
      if bytes[index] == .carriageReturn, index + 1 < bytes.count, bytes[index + 1] == .lineFeed {
        index += 1
        starts.append(index + 1)
      } else if bytes[index] == .carriageReturn || bytes[index] == .lineFeed {
        starts.append(index + 1)
      }
      index += 1
    }
    if starts.last == bytes.count, starts.count > 1 { starts.removeLast() }
    self.lineStarts = starts
  }

  /// How many lines the text has.
  package var lineCount: Int { lineStarts.count }

  /// The bytes of lines `first` to `last` (from 1, both included), with their endings.
  package func range(ofLines first: Int, through last: Int) -> Range<Int> {
    let end = last < lineCount ? lineStarts[last] : bytes.count
    return lineStarts[first - 1]..<end
  }

  /// The bytes after some lines.
  package func bytes(after lines: Int) -> ArraySlice<UInt8> {
    bytes[(lines < lineCount ? lineStarts[lines] : bytes.count)...]
  }

  /// Where a line's content lies; see ``content(ofLine:)``.
  package func range(ofContentOfLine line: Int) -> Range<Int> {
    let content = content(ofLine: line)
    return content.startIndex..<content.endIndex
  }

  /// A line's bytes without its ending, and without the mark that tells a file's encoding, which
  /// cmark passes over too.
  package func content(ofLine line: Int) -> ArraySlice<UInt8> {
    var slice = bytes[range(ofLines: line, through: line)]
    if line == 1, slice.starts(with: [0xEF, 0xBB, 0xBF]) { slice.removeFirst(3) }
    if slice.last == .lineFeed { slice.removeLast() }
    if slice.last == .carriageReturn { slice.removeLast() }
    return slice
  }

  /// A line's ending, empty for a last line without one.
  package func ending(ofLine line: Int) -> ArraySlice<UInt8> {
    bytes[content(ofLine: line).endIndex..<range(ofLines: line, through: line).upperBound]
  }

  /// A location in this file.
  package func location(line: Int, column: Int = 1) -> SourceLocation {
    SourceLocation(file: path, line: line, column: column)
  }
}

extension UInt8 {
  package static let lineFeed = UInt8(ascii: "\n")
  package static let carriageReturn = UInt8(ascii: "\r")
  package static let space = UInt8(ascii: " ")
  package static let tab = UInt8(ascii: "\t")
}
