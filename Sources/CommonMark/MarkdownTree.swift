import CCmark
import Foundation
import SourceModel
import TeXMath

/// The tree that cmark makes of a text, and the parser that made it. Nobody else holds it: even where they
/// only read, cmark's functions write into nodes.
///
/// Lines count from 1 within the text that was parsed.
final class MarkdownTree {
  typealias Node = OpaquePointer

  let root: Node
  /// Keeps the list of extensions that rendering asks for.
  private let parser: OpaquePointer
  static let options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES

  /// What is read beyond CommonMark.
  nonisolated(unsafe) static let extensions: [OpaquePointer?] = {
    cmark_gfm_core_extensions_ensure_registered()
    let known = ["table", "strikethrough"]
    return known.map { cmark_find_syntax_extension($0) } + [mathematics]
  }()

  /// While it reads, cmark keeps the signs that extensions look for in one place for all threads.
  static let reading = NSLock()

  /// Parses a text. Every text is a valid document.
  init(_ text: some Collection<UInt8>) {
    parser = Self.parser(extensions: Self.extensions)
    Self.feed(Self.withoutMark(text), to: parser)
    Self.reading.lock()
    defer { Self.reading.unlock() }
    guard let document = cmark_parser_finish(parser) else { fatalError("no memory is left") }
    root = document
  }

  static func parser(extensions: [OpaquePointer?]) -> OpaquePointer {
    guard let parser = cmark_parser_new(options) else { fatalError("no memory is left") }
    for found in extensions { cmark_parser_attach_syntax_extension(parser, found) }
    return parser
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
    cmark_node_free(root)
    cmark_parser_free(parser)
  }

  // MARK: Nodes

  /// Visits all nodes, each with the line where it begins. Within a block, cmark doesn't count the lines
  /// of formulas that stand before.
  func walk(_ visit: (_ node: Node, _ line: Int) -> Void) {
    let iterator = cmark_iter_new(root)
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
  func walkCounting(_ visit: (_ node: Node, _ line: Int, _ codeCount: Int) -> Void) {
    var codeCount = 0
    walk { node, line in
      visit(node, line, codeCount)
      if cmark_node_get_type(node) == CMARK_NODE_CODE { codeCount += 1 }
    }
  }

  /// All nodes below one, in the order of the tree.
  static func nodes(below root: Node) -> [Node] {
    let iterator = cmark_iter_new(root)
    defer { cmark_iter_free(iterator) }
    var nodes: [Node] = []
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return nodes }
      if event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) { nodes.append(node) }
    }
  }

  static func children(of node: Node) -> [Node] {
    Array(
      sequence(first: cmark_node_first_child(node)) { cmark_node_next($0) }.prefix { $0 != nil }
    )
    .compactMap { $0 }
  }

  static func isBlock(_ node: Node) -> Bool {
    let type = cmark_node_get_type(node)
    let (kinds, block): (UInt32, UInt32) = (0xC000, 0x8000)
    return UInt32(type.rawValue) & kinds == block && type != CMARK_NODE_DOCUMENT
  }

  /// The first paragraph that stands in no other block.
  var firstParagraph: Node? {
    var child = cmark_node_first_child(root)
    while let current = child, cmark_node_get_type(current) != CMARK_NODE_PARAGRAPH {
      child = cmark_node_next(current)
    }
    return child
  }

  // MARK: HTML

  func html(of node: Node) -> String {
    let extensions = cmark_parser_get_syntax_extensions(parser)
    guard let html = cmark_render_html(node, Self.options, extensions) else { return "" }
    defer { free(html) }
    return String(cString: html).visibleInCode
  }

  func inlineHTML(of node: Node) -> String {
    Self.children(of: node).map { html(of: $0) }.joined()
  }
}
