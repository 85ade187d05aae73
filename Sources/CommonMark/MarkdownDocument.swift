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

  /// Visits all nodes with the number of pieces of code within lines that stand before each.
  func walkCounting(_ visit: (_ node: Node, _ line: Int, _ codeCount: Int) -> Void) {
    access.withLock { tree.walkCounting(visit) }
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
}
