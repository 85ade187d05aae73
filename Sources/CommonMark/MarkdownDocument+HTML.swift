import CCmark
import SourceModel

/// A document as HTML. cmark renders nothing but its tree, so where other HTML stands in the place of parts of
/// it, the text is parsed into a tree of its own, and that is changed.
extension MarkdownDocument {
  /// What stands in the place of parts of a document in its HTML.
  package struct Replacements: Sendable {
    /// HTML for the code blocks that begin on a line.
    package var blocks: [Int: String] = [:]
    /// HTML for the paragraphs that begin on a line.
    package var paragraphs: [Int: String] = [:]
    /// The names by which headings can be linked to, by the headings' lines.
    package var anchors: [Int: String] = [:]
    /// Lines whose blocks are left out.
    package var removed: [ClosedRange<Int>] = []
    /// HTML for code within a line, in the order of ``inlineCode()``.
    package var inlines: [Int: String] = [:]

    package init() {}
  }

  /// Renders a text as cmark does, with replacements.
  package static func html(
    of text: some Collection<UInt8>, _ replacements: Replacements = Replacements()
  ) -> String {
    let tree = MarkdownTree(text)
    tree.replace(replacements)
    return tree.html(of: tree.root)
  }

  /// The HTML of a text's first paragraph's inlines, if it has one, with HTML in the place of code within a
  /// line as in ``Replacements``.
  package static func firstParagraph(
    of text: some Collection<UInt8>, inlines: [Int: String]
  ) -> String? {
    let tree = MarkdownTree(text)
    guard let paragraph = tree.firstParagraph else { return nil }
    var replacements = Replacements()
    replacements.inlines = inlines
    tree.replace(replacements)
    return tree.inlineHTML(of: paragraph)
  }
}

extension MarkdownTree {
  /// Changes the tree.
  fileprivate func replace(_ replacements: MarkdownDocument.Replacements) {
    var found: [(node: Node, html: String, type: cmark_node_type)] = []
    var headings: [(node: Node, anchor: String)] = []
    var removed: [Node] = []
    var formulas: [Node] = []
    walkCounting { node, line, codeCount in
      let type = cmark_node_get_type(node)
      if Self.formula(node)?.isDisplay == false { formulas.append(node) }
      if type == CMARK_NODE_CODE, let html = replacements.inlines[codeCount] {
        found.append((node, html, CMARK_NODE_HTML_INLINE))
      }
      if Self.isBlock(node), replacements.removed.contains(where: { $0.contains(line) }) {
        removed.append(node)
      } else if type == CMARK_NODE_HEADING, let anchor = replacements.anchors[line] {
        headings.append((node, anchor))
      } else if type == CMARK_NODE_CODE_BLOCK, let html = replacements.blocks[line] {
        found.append((node, html, CMARK_NODE_HTML_BLOCK))
      } else if type == CMARK_NODE_PARAGRAPH, let html = replacements.paragraphs[line] {
        found.append((node, html, CMARK_NODE_HTML_BLOCK))
      } else if let formula = Self.formula(ofBlock: node) {
        found.append((node, formula.html, CMARK_NODE_HTML_BLOCK))
      }
    }
    for node in formulas { Self.joinPunctuation(to: node) }
    for (node, html, type) in found { Self.replace(node, by: html, type) }
    // What stands within a heading has been replaced by now.
    for (node, anchor) in headings {
      let tag = "h\(cmark_node_get_heading_level(node))"
      let html = "<\(tag) id=\"\(anchor.escapedForHTML)\">\(inlineHTML(of: node))</\(tag)>"
      Self.replace(node, by: html, CMARK_NODE_HTML_BLOCK)
    }
    // From the inside out: a node takes its children along.
    for node in removed.reversed() { cmark_node_free(node) }
  }

  /// Keeps the punctuation behind a formula on its line: browsers break lines on both sides of one.
  private static func joinPunctuation(to node: Node) {
    guard let formula = cmark_node_get_literal(node), let next = cmark_node_next(node),
      cmark_node_get_type(next) == CMARK_NODE_TEXT, let literal = cmark_node_get_literal(next)
    else { return }
    let text = String(cString: literal)
    let punctuation = text.prefix { ".,;:!?)”’".contains($0) }
    guard !punctuation.isEmpty else { return }
    cmark_node_set_literal(node, "<span class=\"unbroken\">" + String(cString: formula))
    cmark_node_set_literal(next, String(text.dropFirst(punctuation.count)))
    let end = cmark_node_new(CMARK_NODE_HTML_INLINE)
    cmark_node_set_literal(end, "\(punctuation)</span>")
    cmark_node_insert_after(node, end)
  }

  fileprivate static func replace(_ node: Node, by html: String, _ type: cmark_node_type) {
    let new = cmark_node_new(type)
    cmark_node_set_literal(new, html)
    cmark_node_replace(node, new)
    cmark_node_free(node)
  }
}
