/// A text that takes the place of some of a code's bytes.
struct CodeEdit {
  var range: Range<Int>
  var text: String
}

extension [CodeEdit] {
  /// The code with all of the edits, whose ranges are those of the code as it was.
  func applied(to code: String) -> String {
    var bytes = Array<UInt8>(code.utf8)
    for edit in sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: edit.text.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
