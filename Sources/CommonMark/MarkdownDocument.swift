import CCmark
import Foundation
import TeXMath

/// A parsed document, as far as its blocks, links, headings and formulas go. Tables, footnotes, struck text
/// and mathematics are read as code hosts read them.
///
/// Lines count from 1 within the text that was parsed.
package final class MarkdownDocument: Sendable {
  typealias Node = MarkdownTree.Node

  /// Only touched while ``access`` is held.
  nonisolated(unsafe) private let tree: MarkdownTree
  private let access = NSLock()

  /// Parses a text. Every text is a valid document.
  package init(_ text: some Collection<UInt8>) { tree = MarkdownTree(text) }

  /// Visits all nodes as ``MarkdownTree/walk(_:)`` does.
  func walk(_ visit: (_ node: Node, _ line: Int) -> Void) {
    access.withLock { tree.walk(visit) }
  }

  private func walkCounting(_ visit: (_ node: Node, _ line: Int, _ codeCount: Int) -> Void) {
    access.withLock { tree.walkCounting(visit) }
  }

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

  /// Code within a line of prose. The column is cmark's, which isn't exact behind a lazy line or an
  /// indented one.
  package struct InlineCode: Sendable {
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
  package struct Heading: Sendable {
    package var level: Int
    package var text: String
    package var line: Int
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

  /// A block of any kind, and where it stands.
  package struct OutlineBlock: Hashable, Sendable {
    package var line: Int
    /// How many blocks it stands in.
    package var depth: Int
    package var kind: UInt32
  }

  /// All blocks, in the order of the text.
  package func outline() -> [OutlineBlock] {
    var blocks: [OutlineBlock] = []
    walk { node, line in
      guard MarkdownTree.isBlock(node) else { return }
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
  package struct Reference: Sendable {
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
        MarkdownTree.formula(node) == nil, let literal = cmark_node_get_literal(node)
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
      if let formula = MarkdownTree.formula(node) {
        formulas.append((formula, line))
      } else if let formula = MarkdownTree.formula(ofBlock: node) {
        formulas.append((formula, formula.line))
      }
    }
    return formulas
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

  /// The HTML of the first paragraph's inlines, if the document has one.
  package func firstParagraph() -> String? {
    access.withLock { tree.firstParagraph.map(tree.inlineHTML) }
  }

  /// The pieces of code within the first paragraph, by their numbers in the order of ``inlineCode()``.
  package func codesInFirstParagraph() -> Set<Int> {
    guard let paragraph = access.withLock({ tree.firstParagraph }) else { return [] }
    var numbers: Set<Int> = []
    walkCounting { node, _, codeCount in
      guard cmark_node_get_type(node) == CMARK_NODE_CODE else { return }
      let isWithin = sequence(first: node) { cmark_node_parent($0) }.contains(paragraph)
      if isWithin { numbers.insert(codeCount) }
    }
    return numbers
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
