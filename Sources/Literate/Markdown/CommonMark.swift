import CCmark
import Glibc

/// The one place that speaks to cmark: a parsed document, its blocks, and its HTML.
///
/// Lines count from 1 within the text that was parsed.
final class CommonMark {
  private let document: OpaquePointer

  /// Parses CommonMark 0.30. Every text is a valid document.
  init(_ text: some Collection<UInt8>) {
    let characters = text.map { CChar(bitPattern: $0) }
    let parsed = cmark_parse_document(characters, characters.count, CMARK_OPT_DEFAULT)
    guard let parsed else { fatalError("cmark has no memory left") }
    document = parsed
  }

  deinit { cmark_node_free(document) }

  /// A fenced code block.
  struct FencedBlock {
    /// What stands after the opening fence.
    var info: String
    /// The code, as cmark sees it: without the indentation and quote marks of what it stands in.
    var literal: String
    /// The line and column of the opening fence.
    var line: Int
    var column: Int
    /// The last line: the closing fence, or where its container ended.
    var lastLine: Int
    /// How many block quotes it stands in.
    var quoteDepth: Int
    /// The fenced block that follows as the next block of the same container: its index.
    var next: Int?
    /// Whether another block begins on `lastLine`, so that this one was never closed there.
    var endsInAnotherBlock: Bool
  }

  /// A heading: its text without markup, and with it as HTML.
  struct Heading {
    var level: Int
    var text: String
    var html: String
    var line: Int
  }

  /// All fenced code blocks, in the order of the text.
  func fencedBlocks() -> [FencedBlock] {
    var nodes: [OpaquePointer] = []
    var firstLines: Set<Int> = []
    var blocks: [FencedBlock] = []
    walk { node in
      let type = cmark_node_get_type(node)
      guard type.rawValue <= CMARK_NODE_LAST_BLOCK.rawValue, type != CMARK_NODE_DOCUMENT else {
        return
      }
      firstLines.insert(Int(cmark_node_get_start_line(node)))
      // An indented block has no info string; every cell has one.
      guard type == CMARK_NODE_CODE_BLOCK, let info = cmark_node_get_fence_info(node),
        info.pointee != 0
      else { return }
      nodes.append(node)
      blocks.append(
        FencedBlock(
          info: String(cString: info),
          literal: cmark_node_get_literal(node).map { String(cString: $0) } ?? "",
          line: Int(cmark_node_get_start_line(node)),
          column: Int(cmark_node_get_start_column(node)),
          lastLine: Int(cmark_node_get_end_line(node)),
          quoteDepth: Self.quoteDepth(of: node), next: nil, endsInAnotherBlock: false))
    }
    for index in blocks.indices {
      blocks[index].endsInAnotherBlock =
        blocks[index].lastLine > blocks[index].line && firstLines.contains(blocks[index].lastLine)
      if index + 1 < nodes.count, cmark_node_next(nodes[index]) == nodes[index + 1] {
        blocks[index].next = index + 1
      }
    }
    return blocks
  }

  /// All headings, in the order of the text; their lines count from a text that has more lines
  /// before this one.
  func headings(linesBefore: Int) -> [Heading] {
    var headings: [Heading] = []
    walk { node in
      guard cmark_node_get_type(node) == CMARK_NODE_HEADING else { return }
      headings.append(
        Heading(
          level: Int(cmark_node_get_heading_level(node)), text: Self.plainText(of: node),
          html: Self.inlineHTML(of: node),
          line: linesBefore + Int(cmark_node_get_start_line(node))))
    }
    return headings
  }

  /// The HTML of the first paragraph's inlines, if the document has one.
  func firstParagraph() -> String? {
    var child = cmark_node_first_child(document)
    while let current = child, cmark_node_get_type(current) != CMARK_NODE_PARAGRAPH {
      child = cmark_node_next(current)
    }
    return child.map { Self.inlineHTML(of: $0) }
  }

  /// Puts HTML of our own in the place of the code blocks and headings that begin on the given
  /// lines (an empty text removes one), changes the addresses of links, and renders the rest as
  /// cmark does.
  func html(
    replacingBlocksAt replacements: [Int: String], linking link: (String) -> String
  ) -> String {
    var found: [(node: OpaquePointer, html: String)] = []
    walk { node in
      let type = cmark_node_get_type(node)
      if type == CMARK_NODE_LINK, let address = cmark_node_get_url(node) {
        cmark_node_set_url(node, link(String(cString: address)))
      }
      guard type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HEADING,
        let html = replacements[Int(cmark_node_get_start_line(node))]
      else { return }
      found.append((node, html))
    }
    for (node, html) in found {
      let block = cmark_node_new(CMARK_NODE_HTML_BLOCK)
      cmark_node_set_literal(block, html)
      cmark_node_replace(node, block)
      cmark_node_free(node)
    }
    return Self.html(of: document)
  }

  private func walk(_ visit: (OpaquePointer) -> Void) {
    let iterator = cmark_iter_new(document)
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return }
      if event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) { visit(node) }
    }
  }

  private static func html(of node: OpaquePointer) -> String {
    guard let html = cmark_render_html(node, CMARK_OPT_UNSAFE) else { return "" }
    defer { free(html) }
    return String(cString: html)
  }

  private static func inlineHTML(of node: OpaquePointer) -> String {
    children(of: node).map { html(of: $0) }.joined()
  }

  private static func children(of node: OpaquePointer) -> [OpaquePointer] {
    Array(
      sequence(first: cmark_node_first_child(node)) { cmark_node_next($0) }.prefix { $0 != nil }
    )
    .compactMap { $0 }
  }

  private static func quoteDepth(of node: OpaquePointer) -> Int {
    var depth = 0
    var ancestor = cmark_node_parent(node)
    while let current = ancestor {
      if cmark_node_get_type(current) == CMARK_NODE_BLOCK_QUOTE { depth += 1 }
      ancestor = cmark_node_parent(current)
    }
    return depth
  }

  private static func plainText(of node: OpaquePointer) -> String {
    children(of: node).map { child in
      switch cmark_node_get_type(child) {
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: " "
      case CMARK_NODE_HTML_INLINE: ""
      default: cmark_node_get_literal(child).map { String(cString: $0) } ?? plainText(of: child)
      }
    }.joined()
  }
}
