import SourceModel

/// The settings between two lines of `---` at a file's very beginning. CommonMark knows none, so
/// they are set apart before it sees the text.
enum FrontMatter {
  /// How many lines it takes, both marks included; 0 where there is none.
  static func lineCount(in source: SourceText) -> Int {
    guard source.lineCount > 1, isMark(source.content(ofLine: 1), "---") else { return 0 }
    let end = (2...source.lineCount).first {
      isMark(source.content(ofLine: $0), "---") || isMark(source.content(ofLine: $0), "...")
    }
    return end ?? 0
  }

  /// The YAML between the marks.
  static func yaml(in source: SourceText, lines: Int) -> String {
    guard lines > 2 else { return "" }
    return String(
      decoding: source.bytes[source.range(ofLines: 2, through: lines - 1)], as: UTF8.self)
  }

  private static func isMark(_ line: ArraySlice<UInt8>, _ mark: String) -> Bool {
    var line = line
    while line.last == .space || line.last == .tab { line.removeLast() }
    return line.elementsEqual(mark.utf8)
  }
}
