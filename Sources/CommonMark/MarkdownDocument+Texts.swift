import CCmark

/// The text of headings and other blocks without markup: for anchors, tables of contents and search.
extension MarkdownDocument {
  /// A heading, its text without markup.
  package struct Heading: Sendable {
    package var level: Int
    package var text: String
    package var line: Int
  }

  /// All headings, in the order of the text; their lines count from a text that has more lines
  /// before this one.
  ///
  /// - Parameter values: What stands in the place of code within a line, by its number in the order of
  ///   ``inlineCode()``.
  package func headings(linesBefore: Int, values: [Int: String] = [:]) -> [Heading] {
    var headings: [Heading] = []
    walkCounting { node, line, codeCount in
      guard cmark_node_get_type(node) == CMARK_NODE_HEADING else { return }
      let text = Self.plainText(of: node, values, codeCount)
      headings.append(
        Heading(
          level: Int(cmark_node_get_heading_level(node)), text: text, line: linesBefore + line))
    }
    return headings
  }

  /// A block's text without markup.
  package struct Text: Sendable {
    package enum Kind: Sendable { case heading, prose, code }
    package var kind: Kind
    package var text: String
    package var line: Int
  }

  /// The text of all headings, paragraphs, table cells and code blocks, in the order of the text; values
  /// as in ``headings(linesBefore:values:)``.
  package func texts(values: [Int: String] = [:]) -> [Text] {
    var texts: [Text] = []
    walkCounting { node, line, codeCount in
      let kind: Text.Kind
      switch cmark_node_get_type(node) {
      case CMARK_NODE_HEADING: kind = .heading
      case CMARK_NODE_PARAGRAPH: kind = .prose
      case CMARK_NODE_CODE_BLOCK: kind = .code
      default:
        guard String(cString: cmark_node_get_type_string(node)) == "table_cell" else { return }
        kind = .prose
      }
      let text =
        kind == .code
        ? cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
        : Self.plainText(of: node, values, codeCount)
      texts.append(Text(kind: kind, text: text, line: line))
    }
    return texts
  }

  /// A block's text; of the values, those from a number on are those of code in the block.
  private static func plainText(
    of node: Node, _ values: [Int: String], _ codeCount: Int
  ) -> String {
    var number = codeCount
    func text(of node: Node) -> String {
      MarkdownTree.children(of: node).map { child in
        switch cmark_node_get_type(child) {
        case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: return " "
        case CMARK_NODE_HTML_INLINE: return MarkdownTree.formula(child)?.text ?? ""
        case CMARK_NODE_CODE:
          defer { number += 1 }
          return values[number] ?? cmark_node_get_literal(child).map { String(cString: $0) } ?? ""
        default:
          return cmark_node_get_literal(child).map { String(cString: $0) } ?? text(of: child)
        }
      }.joined()
    }
    return text(of: node)
  }
}
