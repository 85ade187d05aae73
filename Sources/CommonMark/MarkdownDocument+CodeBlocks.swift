import CCmark

/// Code in blocks of its own, and what follows it: cells and their records.
extension MarkdownDocument {
  /// Beyond this many marks a fence's length doesn't count for cmark.
  package static let longestFence = 255

  /// A fenced code block.
  package struct FencedBlock: Sendable {
    /// What stands after the opening fence.
    package var info: String
    /// The code, as cmark sees it: without the indentation and quote marks of what it stands in.
    package var literal: String
    /// The line and column of the opening fence.
    package var line: Int
    package var column: Int
    /// The last line: the closing fence, or where its container ended.
    package var lastLine: Int
    /// How many block quotes it stands in.
    package var quoteDepth: Int
    /// The fenced block that follows as the next block of the same container: its index.
    package var next: Int?
    /// Whether another block begins on `lastLine`, so that this one was never closed there.
    package var endsInAnotherBlock: Bool
    /// The HTML block that follows as the next block of the same container.
    package var nextHTML: HTMLBlock?
    /// Whether it has no fence; its line is then the one above it.
    package var isIndented = false
  }

  package struct HTMLBlock: Sendable {
    package var literal: String
    package var line: Int
    package var column: Int
  }

  /// All fenced code blocks with words on their fences, in the order of the text: cmark moves footnotes to the
  /// end.
  package func fencedBlocks() -> [FencedBlock] { codeBlocks(havingWords: true) }

  /// All code blocks, those without words and indented ones among them.
  package func codeBlocks() -> [FencedBlock] { codeBlocks(havingWords: false) }

  private func codeBlocks(havingWords: Bool) -> [FencedBlock] {
    var found: [(node: Node, block: FencedBlock)] = []
    var firstLines: Set<Int> = []
    walk { node, line in
      guard MarkdownTree.isBlock(node) else { return }
      firstLines.insert(line)
      if let block = Self.codeBlock(node, line: line), !havingWords || !block.info.isEmpty {
        found.append((node, block))
      }
    }
    found.sort { ($0.block.line, $0.block.column) < ($1.block.line, $1.block.column) }
    let places = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($1.node, $0) })
    return found.map { node, block in
      var block = block
      block.endsInAnotherBlock = block.lastLine > block.line && firstLines.contains(block.lastLine)
      block.next = cmark_node_next(node).flatMap { places[$0] }
      return block
    }
  }

  private static func codeBlock(_ node: Node, line: Int) -> FencedBlock? {
    guard cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK else { return nil }
    var (length, offset, mark): (CInt, CInt, CChar) = (0, 0, 0)
    let isIndented = cmark_node_get_fenced(node, &length, &offset, &mark) == 0
    return FencedBlock(
      info: cmark_node_get_fence_info(node).map { String(cString: $0) } ?? "",
      literal: cmark_node_get_literal(node).map { String(cString: $0) } ?? "",
      line: isIndented ? line - 1 : line, column: Int(cmark_node_get_start_column(node)),
      lastLine: Int(cmark_node_get_end_line(node)), quoteDepth: quoteDepth(of: node), next: nil,
      endsInAnotherBlock: false, nextHTML: cmark_node_next(node).flatMap(htmlBlock),
      isIndented: isIndented)
  }

  static func htmlBlock(_ node: Node) -> HTMLBlock? {
    guard cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK,
      let literal = cmark_node_get_literal(node)
    else { return nil }
    return HTMLBlock(
      literal: String(cString: literal), line: Int(cmark_node_get_start_line(node)),
      column: Int(cmark_node_get_start_column(node)))
  }

  /// Whether a text that follows this one would still be read as one of its own: nothing is left
  /// open, no fence and no element.
  package static func isClosed(_ text: String) -> Bool {
    let tree = MarkdownTree(Array("\(text)\n<!-- end -->\n".utf8))
    guard let last = cmark_node_last_child(tree.root), let block = htmlBlock(last) else {
      return false
    }
    return block.literal == "<!-- end -->\n"
  }

  private static func quoteDepth(of node: Node) -> Int {
    var depth = 0
    var ancestor = cmark_node_parent(node)
    while let current = ancestor {
      if cmark_node_get_type(current) == CMARK_NODE_BLOCK_QUOTE { depth += 1 }
      ancestor = cmark_node_parent(current)
    }
    return depth
  }
}
