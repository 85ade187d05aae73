import CCmark

/// Footnotes: cmark shows the definitions that the text refers to at the document's end, and drops the
/// others with all that stands in them, a second one of the same name too.
extension MarkdownDocument {
  /// What stands in footnotes and isn't shown.
  package struct DroppedFootnotes {
    /// The lines of the definitions to which no text refers.
    package var definitions: [ClosedRange<Int>] = []
    /// Fenced blocks: what stands after their opening fences, and where these stand.
    package var fences: [(info: String, line: Int, column: Int)] = []
  }

  /// What its document, this one, doesn't show of a text's footnotes; in the order of the text.
  package func droppedFootnotes(of text: ArraySlice<UInt8>) -> DroppedFootnotes {
    let mark = UInt8(ascii: "^")
    guard zip(text, text.dropFirst()).contains(where: { $0 == UInt8(ascii: "[") && $1 == mark })
    else { return DroppedFootnotes() }
    var shown: Set<Int> = []
    walk { node, line in
      if Self.isFootnote(node) || Self.isCode(node) { shown.insert(line) }
    }
    var footnotes = Self.footnotes(in: text)
    footnotes.definitions.removeAll { shown.contains($0.lowerBound) }
    footnotes.fences.removeAll { shown.contains($0.line) }
    return footnotes
  }

  /// All footnotes, as they stand in the tree before cmark moves them.
  private static func footnotes(in text: ArraySlice<UInt8>) -> DroppedFootnotes {
    // A first paragraph has the extension called, a last one closes what is open.
    let (before, after) = (Array("x\n\n".utf8), Array("\n\nx\n".utf8))
    return MarkdownTree.reading.withLock {
      let parser = MarkdownTree.parser(extensions: MarkdownTree.extensions + [rootFinder])
      defer { cmark_parser_free(parser) }
      MarkdownTree.feed(before + MarkdownTree.withoutMark(text) + after, to: parser)
      defer { root = nil }
      return root.map { footnotes(below: $0, linesBefore: 2) } ?? DroppedFootnotes()
    }
  }

  private static func footnotes(below root: Node, linesBefore: Int) -> DroppedFootnotes {
    var footnotes = DroppedFootnotes()
    for node in MarkdownTree.nodes(below: root) {
      let first = Int(cmark_node_get_start_line(node)) - linesBefore
      if isFootnote(node) {
        let last = Int(cmark_node_get_end_line(node)) - linesBefore
        footnotes.definitions.append(first...max(first, last))
      } else if isCode(node), isWithinFootnote(node), let info = cmark_node_get_fence_info(node) {
        footnotes.fences.append(
          (String(cString: info), first, Int(cmark_node_get_start_column(node))))
      }
    }
    return footnotes
  }

  private static func isFootnote(_ node: Node) -> Bool {
    cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION
  }

  private static func isCode(_ node: Node) -> Bool {
    cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK
  }

  private static func isWithinFootnote(_ node: Node) -> Bool {
    sequence(first: node) { cmark_node_parent($0) }.contains(where: isFootnote)
  }

  /// The root of the tree that is being built; only while ``MarkdownTree/reading`` is held.
  nonisolated(unsafe) private static var root: Node?

  /// An extension that finds nothing but the root: cmark hands out a tree only when it is complete.
  nonisolated(unsafe) private static let rootFinder: OpaquePointer? = {
    let finder = cmark_syntax_extension_new("root-finder")
    cmark_syntax_extension_set_open_block_func(finder) { _, _, _, container, _, _ in
      if MarkdownDocument.root == nil {
        MarkdownDocument.root = sequence(first: container) { cmark_node_parent($0) }.reduce(
          container
        ) {
          $1
        }
      }
      return nil
    }
    return finder
  }()
}
