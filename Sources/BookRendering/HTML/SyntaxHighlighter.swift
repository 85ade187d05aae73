import ChapterModel
import SourceModel
import SwiftIDEUtils
import SwiftSyntax

/// Colours Swift from its syntax tree: code → HTML spans with a class for each kind of token.
package enum SyntaxHighlighter {
  private static let known = CodeCache<String>()

  /// The code's HTML, escaped.
  package static func html(_ code: String) -> String { known.value(for: code, coloured) }

  private static func coloured(_ code: String) -> String {
    let tree = SwiftTree.parse(code)
    let bytes = Array(code.utf8)
    var html = ""
    var written = 0
    for range in tree.classifications {
      let start = range.range.lowerBound.utf8Offset
      let end = range.range.upperBound.utf8Offset
      guard start >= written, end <= bytes.count else { continue }
      html += escaped(bytes[written..<start])
      let text = escaped(bytes[start..<end])
      if let name = className(range.kind) {
        html += "<span class=\"\(name)\">\(text)</span>"
      } else {
        html += text
      }
      written = end
    }
    return html + escaped(bytes[written...])
  }

  private static func className(_ kind: SyntaxClassification) -> String? {
    switch kind {
    case .keyword: "keyword"
    case .type: "type"
    case .integerLiteral, .floatLiteral: "number"
    case .stringLiteral, .regexLiteral: "string"
    case .lineComment, .blockComment, .docLineComment, .docBlockComment: "comment"
    case .attribute: "attribute"
    case .ifConfigDirective: "directive"
    case .argumentLabel: "label"
    default: nil
    }
  }

  private static func escaped(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).visible.escapedForHTML
  }
}
