import CCmark
import SourceModel
import TeXMath

/// Mathematics between dollar signs: an extension of cmark's own kind, so that its signs are never
/// taken for emphasis, and those in code never for mathematics.
///
/// The rule is pandoc's: no space follows the opening sign, none precedes the closing one, and no
/// digit follows that. So prices stay prices. `$$` begins and ends a formula on lines of its own, as
/// does a fence `math`; and as code hosts have it, backticks may stand within the signs.
extension MarkdownTree {
  /// The extension; cmark never frees it.
  nonisolated(unsafe) static let mathematics: OpaquePointer? = {
    let mathematics = cmark_syntax_extension_new("mathematics")
    let dollar = UnsafeMutableRawPointer(bitPattern: UInt(UInt8(ascii: "$")))
    cmark_syntax_extension_set_special_inline_chars(
      mathematics, cmark_llist_append(cmark_get_default_mem_allocator(), nil, dollar))
    cmark_syntax_extension_set_match_inline_func(mathematics) { _, _, _, sign, text in
      // cmark asks at every sign that it doesn't know.
      guard sign == .dollar, let text, cmark_inline_parser_in_bracket(text, 1) == 0 else {
        return nil
      }
      return MarkdownTree.formula(at: text)
    }
    return mathematics
  }()

  /// The formula of a node, if it is one.
  static func formula(_ node: Node) -> Formula? {
    guard cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE,
      let formula = cmark_node_get_user_data(node)
    else { return nil }
    return Unmanaged<Formula>.fromOpaque(formula).takeUnretainedValue()
  }

  /// The formula that a fenced block `math` is.
  static func formula(ofBlock node: Node) -> Formula? {
    guard cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK,
      let info = cmark_node_get_fence_info(node), String(cString: info) == "math",
      let literal = cmark_node_get_literal(node)
    else { return nil }
    return Formula(
      String(cString: literal), isDisplay: true, line: Int(cmark_node_get_start_line(node)) + 1,
      column: Int(cmark_node_get_start_column(node)))
  }

  /// Reads a formula where a dollar sign stands; nil where the sign is a sign.
  private static func formula(at text: OpaquePointer) -> Node? {
    let start = cmark_inline_parser_get_offset(text)
    let (line, column) = (cmark_inline_parser_get_line(text), cmark_inline_parser_get_column(text))
    cmark_inline_parser_advance_offset(text)
    let isDisplay = cmark_inline_parser_peek_char(text) == .dollar
    if isDisplay { cmark_inline_parser_advance_offset(text) }
    guard let tex = isDisplay ? displayed(at: text) : enclosed(at: text) else {
      cmark_inline_parser_set_offset(text, start + (isDisplay ? 2 : 0))
      return isDisplay ? literally("$$") : nil
    }
    let formula = Formula(
      String(decoding: tex, as: UTF8.self), isDisplay: isDisplay, line: Int(line),
      column: Int(column) + (isDisplay ? 2 : 1))
    let node = cmark_node_new(CMARK_NODE_HTML_INLINE)
    cmark_node_set_literal(node, formula.html)
    cmark_node_set_user_data(node, Unmanaged.passRetained(formula).toOpaque())
    cmark_node_set_user_data_free_func(node) { _, formula in
      if let formula { Unmanaged<Formula>.fromOpaque(formula).release() }
    }
    return node
  }

  /// Two signs that begin nothing; the second one alone doesn't either.
  private static func literally(_ text: String) -> Node? {
    let node = cmark_node_new(CMARK_NODE_TEXT)
    cmark_node_set_literal(node, text)
    return node
  }

  private static func enclosed(at text: OpaquePointer) -> [UInt8]? {
    guard var tex = untilDollar(at: text), let first = tex.first, let last = tex.last,
      !isSpace(first), !isSpace(last)
    else { return nil }
    if tex.count > 2, first == .backtick, last == .backtick { tex = Array(tex[1..<tex.count - 1]) }
    cmark_inline_parser_advance_offset(text)
    let next = cmark_inline_parser_peek_char(text)
    let isPrice = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next)
    return isPrice || tex.contains(.backtick) ? nil : tex
  }

  private static func displayed(at text: OpaquePointer) -> [UInt8]? {
    guard let tex = untilDollar(at: text), !tex.allSatisfy(isSpace) else { return nil }
    cmark_inline_parser_advance_offset(text)
    guard cmark_inline_parser_peek_char(text) == .dollar else { return nil }
    cmark_inline_parser_advance_offset(text)
    return tex
  }

  /// The bytes before the next dollar sign without a backslash; nil where there is none.
  private static func untilDollar(at text: OpaquePointer) -> [UInt8]? {
    var bytes: [UInt8] = []
    var isEscaped = false
    while cmark_inline_parser_is_eof(text) == 0 {
      let byte = cmark_inline_parser_peek_char(text)
      if byte == .dollar, !isEscaped { return bytes }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      bytes.append(byte)
      cmark_inline_parser_advance_offset(text)
    }
    return nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    [.space, .tab, .lineFeed, .carriageReturn].contains(byte)
  }
}

extension UInt8 {
  fileprivate static let dollar = UInt8(ascii: "$")
  fileprivate static let backtick = UInt8(ascii: "`")
}
