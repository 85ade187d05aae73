import CCmark
import Foundation
import SourceModel
import TeXMath

/// The one place that speaks to cmark: a parsed document, its blocks, and its HTML. Tables, footnotes,
/// struck text and mathematics are read as code hosts read them.
///
/// Lines count from 1 within the text that was parsed.
package final class MarkdownDocument {
  package typealias Node = OpaquePointer

  private let document: Node
  /// Keeps the list of extensions that rendering asks for.
  private let parser: OpaquePointer
  package static let options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES

  /// Beyond this many marks a fence's length doesn't count for cmark.
  package static let longestFence = 255

  /// What is read beyond CommonMark.
  nonisolated(unsafe) static let extensions: [OpaquePointer?] = {
    cmark_gfm_core_extensions_ensure_registered()
    let known = ["table", "strikethrough"]
    return known.map { cmark_find_syntax_extension($0) } + [mathematics]
  }()

  /// While it reads, cmark keeps the signs that extensions look for in one place for all threads.
  package static let reading = NSLock()

  /// Parses a text. Every text is a valid document.
  package init(_ text: some Collection<UInt8>) {
    guard let parser = cmark_parser_new(Self.options) else { fatalError("no memory is left") }
    for found in Self.extensions { cmark_parser_attach_syntax_extension(parser, found) }
    Self.feed(Self.withoutMark(text), to: parser)
    self.parser = parser
    Self.reading.lock()
    defer { Self.reading.unlock() }
    guard let document = cmark_parser_finish(parser) else { fatalError("no memory is left") }
    self.document = document
  }

  /// A text without the mark that tells a file's encoding, which would count among the columns.
  static func withoutMark(_ text: some Collection<UInt8>) -> [UInt8] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return Array(text.dropFirst(text.starts(with: mark) ? mark.count : 0))
  }

  static func feed(_ text: [UInt8], to parser: OpaquePointer) {
    text.withUnsafeBytes {
      cmark_parser_feed(parser, $0.bindMemory(to: CChar.self).baseAddress, $0.count)
    }
  }

  deinit {
    cmark_node_free(document)
    cmark_parser_free(parser)
  }

  /// A fenced code block.
  package struct FencedBlock {
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
  }

  /// A block of HTML.
  package struct HTMLBlock {
    package var literal: String
    package var line: Int
    package var column: Int
  }

  /// Code within a line of prose. The column is cmark's, which isn't exact behind a lazy line or an
  /// indented one.
  package struct InlineCode {
    package var literal: String
    package var line: Int
    package var column: Int
  }

  /// All code within lines of prose, in the order of the text.
  package func inlineCode() -> [InlineCode] {
    var codes: [InlineCode] = []
    walk { node, line in
      guard cmark_node_get_type(node) == CMARK_NODE_CODE,
        let literal = cmark_node_get_literal(node)
      else { return }
      codes.append(
        InlineCode(
          literal: String(cString: literal), line: line,
          column: Int(cmark_node_get_start_column(node))))
    }
    return codes
  }

  /// A heading, its text without markup.
  package struct Heading {
    package var level: Int
    package var text: String
    package var line: Int
  }

  /// All fenced code blocks, in the order of the text: cmark moves footnotes to the end.
  package func fencedBlocks() -> [FencedBlock] {
    var found: [(node: Node, block: FencedBlock)] = []
    var firstLines: Set<Int> = []
    walk { node, line in
      guard Self.isBlock(node) else { return }
      firstLines.insert(line)
      if let block = Self.fencedBlock(node, line: line) { found.append((node, block)) }
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

  private static func fencedBlock(_ node: Node, line: Int) -> FencedBlock? {
    // An indented block has no info string; every cell has one.
    guard cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK,
      let info = cmark_node_get_fence_info(node), info.pointee != 0
    else { return nil }
    return FencedBlock(
      info: String(cString: info),
      literal: cmark_node_get_literal(node).map { String(cString: $0) } ?? "",
      line: line, column: Int(cmark_node_get_start_column(node)),
      lastLine: Int(cmark_node_get_end_line(node)), quoteDepth: quoteDepth(of: node), next: nil,
      endsInAnotherBlock: false, nextHTML: cmark_node_next(node).flatMap(htmlBlock))
  }

  /// A block of any kind, and where it stands.
  package struct OutlineBlock: Hashable {
    package var line: Int
    /// How many blocks it stands in.
    package var depth: Int
    package var kind: UInt32
  }

  /// All blocks, in the order of the text.
  package func outline() -> [OutlineBlock] {
    var blocks: [OutlineBlock] = []
    walk { node, line in
      guard Self.isBlock(node) else { return }
      let depth = sequence(first: node) { cmark_node_parent($0) }.reduce(0) { count, _ in count + 1
      }
      blocks.append(
        OutlineBlock(line: line, depth: depth, kind: UInt32(cmark_node_get_type(node).rawValue)))
    }
    return blocks.sorted { ($0.line, $0.depth) < ($1.line, $1.depth) }
  }

  /// The addresses of all images, in the order of the text.
  package func imageAddresses() -> [String] { references().filter(\.isImage).map(\.address) }

  /// A link or an image.
  package struct Reference {
    package var address: String
    package var isImage: Bool
    package var line: Int
    package var column: Int

    package init(address: String, isImage: Bool, line: Int, column: Int) {
      self.address = address
      self.isImage = isImage
      self.line = line
      self.column = column
    }
  }

  /// All links and images, in the order of the text.
  package func references() -> [Reference] {
    var references: [Reference] = []
    walk { node, line in
      let type = cmark_node_get_type(node)
      guard type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE,
        let address = cmark_node_get_url(node)
      else { return }
      references.append(
        Reference(
          address: String(cString: address), isImage: type == CMARK_NODE_IMAGE,
          line: line, column: Int(cmark_node_get_start_column(node))))
    }
    return references
  }

  /// The author's own HTML, blocks and within lines, with the line where each begins.
  package func rawHTML() -> [(text: String, line: Int)] {
    var pieces: [(String, Int)] = []
    walk { node, line in
      let type = cmark_node_get_type(node)
      guard type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE,
        Self.formula(node) == nil, let literal = cmark_node_get_literal(node)
      else { return }
      pieces.append((String(cString: literal), line))
    }
    return pieces
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

  /// All formulas, in the order of the text, each with the line where it begins.
  package func formulas() -> [(formula: Formula, line: Int)] {
    var formulas: [(Formula, Int)] = []
    walk { node, line in
      if let formula = Self.formula(node) {
        formulas.append((formula, line))
      } else if let formula = Self.formula(ofBlock: node) {
        formulas.append((formula, formula.line))
      }
    }
    return formulas
  }

  /// A block's text without markup.
  package struct Text {
    package enum Kind { case heading, prose, code }
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

  /// The HTML of the first paragraph's inlines, if the document has one; with HTML in the place of code
  /// within a line as in ``Replacements``.
  package func firstParagraph(inlines: [Int: String] = [:]) -> String? {
    var child = cmark_node_first_child(document)
    while let current = child, cmark_node_get_type(current) != CMARK_NODE_PARAGRAPH {
      child = cmark_node_next(current)
    }
    guard let paragraph = child else { return nil }
    var found: [(Node, String)] = []
    walkCounting { node, _, codeCount in
      guard cmark_node_get_type(node) == CMARK_NODE_CODE, let html = inlines[codeCount] else {
        return
      }
      found.append((node, html))
    }
    for (node, html) in found { Self.replace(node, by: html, CMARK_NODE_HTML_INLINE) }
    return inlineHTML(of: paragraph)
  }

  /// What stands in the place of parts of a document in its HTML.
  package struct Replacements {
    /// HTML for the code blocks that begin on a line.
    package var blocks: [Int: String] = [:]
    /// The names by which headings can be linked to, by the headings' lines.
    package var anchors: [Int: String] = [:]
    /// Lines whose blocks are left out.
    package var removed: [ClosedRange<Int>] = []
    /// HTML for code within a line, in the order of ``inlineCode()``.
    package var inlines: [Int: String] = [:]

    package init() {}
  }

  /// Renders the document as cmark does, with replacements.
  package func html(_ replacements: Replacements = Replacements()) -> String {
    var found: [(node: Node, html: String, type: cmark_node_type)] = []
    var headings: [(node: Node, anchor: String)] = []
    var removed: [Node] = []
    walkCounting { node, line, codeCount in
      let type = cmark_node_get_type(node)
      if type == CMARK_NODE_CODE, let html = replacements.inlines[codeCount] {
        found.append((node, html, CMARK_NODE_HTML_INLINE))
      }
      if Self.isBlock(node), replacements.removed.contains(where: { $0.contains(line) }) {
        removed.append(node)
      } else if type == CMARK_NODE_HEADING, let anchor = replacements.anchors[line] {
        headings.append((node, anchor))
      } else if type == CMARK_NODE_CODE_BLOCK, let html = replacements.blocks[line] {
        found.append((node, html, CMARK_NODE_HTML_BLOCK))
      } else if let formula = Self.formula(ofBlock: node) {
        found.append((node, formula.html, CMARK_NODE_HTML_BLOCK))
      }
    }
    for (node, html, type) in found { Self.replace(node, by: html, type) }
    // What stands within a heading has been replaced by now.
    for (node, anchor) in headings {
      let tag = "h\(cmark_node_get_heading_level(node))"
      let html = "<\(tag) id=\"\(anchor.escapedForHTML)\">\(inlineHTML(of: node))</\(tag)>"
      Self.replace(node, by: html, CMARK_NODE_HTML_BLOCK)
    }
    // From the inside out: a node takes its children along.
    for node in removed.reversed() { cmark_node_free(node) }
    return rendered(document)
  }

  private static func replace(_ node: Node, by html: String, _ type: cmark_node_type) {
    let new = cmark_node_new(type)
    cmark_node_set_literal(new, html)
    cmark_node_replace(node, new)
    cmark_node_free(node)
  }

  private static func isBlock(_ node: Node) -> Bool {
    let type = cmark_node_get_type(node)
    let (kinds, block): (UInt32, UInt32) = (0xC000, 0x8000)
    return UInt32(type.rawValue) & kinds == block && type != CMARK_NODE_DOCUMENT
  }

  private static func htmlBlock(_ node: Node) -> HTMLBlock? {
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
    let document = MarkdownDocument(Array("\(text)\n<!-- end -->\n".utf8))
    guard let last = cmark_node_last_child(document.document), let block = htmlBlock(last) else {
      return false
    }
    return block.literal == "<!-- end -->\n"
  }

  /// Visits all nodes, each with the line where it begins. Within a block, cmark doesn't count the lines
  /// of formulas that stand before.
  private func walk(_ visit: (_ node: Node, _ line: Int) -> Void) {
    let iterator = cmark_iter_new(document)
    defer { cmark_iter_free(iterator) }
    var uncounted = 0
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
      if Self.isBlock(node) { uncounted = 0 }
      let formula = Self.formula(node)
      visit(node, (formula?.line ?? Int(cmark_node_get_start_line(node))) + uncounted)
      uncounted += formula?.lineBreaks ?? 0
    }
  }

  /// Visits all nodes, each with the number of pieces of code within lines that come before it.
  private func walkCounting(_ visit: (_ node: Node, _ line: Int, _ codeCount: Int) -> Void) {
    var codeCount = 0
    walk { node, line in
      visit(node, line, codeCount)
      if cmark_node_get_type(node) == CMARK_NODE_CODE { codeCount += 1 }
    }
  }

  /// All nodes, each with the line where it begins, in the order of the tree.
  package func nodes() -> [(node: Node, line: Int)] {
    var nodes: [(Node, Int)] = []
    walk { nodes.append(($0, $1)) }
    return nodes
  }

  /// All nodes below one, in the order of the tree.
  package static func nodes(below root: Node) -> [Node] {
    let iterator = cmark_iter_new(root)
    defer { cmark_iter_free(iterator) }
    var nodes: [Node] = []
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return nodes }
      if event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) { nodes.append(node) }
    }
  }

  private func rendered(_ node: Node) -> String {
    let extensions = cmark_parser_get_syntax_extensions(parser)
    guard let html = cmark_render_html(node, Self.options, extensions) else { return "" }
    defer { free(html) }
    return String(cString: html).visibleInCode
  }

  private func inlineHTML(of node: Node) -> String {
    Self.children(of: node).map { rendered($0) }.joined()
  }

  private static func children(of node: Node) -> [Node] {
    Array(
      sequence(first: cmark_node_first_child(node)) { cmark_node_next($0) }.prefix { $0 != nil }
    )
    .compactMap { $0 }
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

  /// A block's text; of the values, those from a number on are those of code in the block.
  private static func plainText(
    of node: Node, _ values: [Int: String], _ codeCount: Int
  ) -> String {
    var number = codeCount
    func text(of node: Node) -> String {
      children(of: node).map { child in
        switch cmark_node_get_type(child) {
        case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: return " "
        case CMARK_NODE_HTML_INLINE: return formula(child)?.text ?? ""
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
