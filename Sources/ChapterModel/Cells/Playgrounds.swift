import SourceModel
import SwiftSyntax

/// The `#Playground` blocks of a Swift source: code that its author runs beside what it is about.
struct Playgrounds {
  /// Whether a text may have some.
  static func mayBe(in text: String) -> Bool { text.containsBytes(of: "#Playground") }

  /// A cell for each: what stands in its braces. What the source imports stands on the line of the opening brace,
  /// so that all others keep their places.
  static func cells(of bytes: [UInt8], at path: String) -> [Cell] {
    let text = String(decoding: bytes, as: UTF8.self)
    guard mayBe(in: text) else { return [] }
    var options = CellOptions()
    options.isIsolated = true
    let tree = SwiftTree.parse(text)
    let visitor = Blocks(in: tree)
    visitor.walk(tree)
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    let imports = visitor.imports.filter { $0 != "Playgrounds" }.map { "import \($0)" }
      .joined(separator: "; ")
    return visitor.blocks.enumerated().map { number, block in
      let code = lines[(block.lowerBound + 1)..<block.upperBound].map { $0 + "\n" }.joined()
      return Cell(
        index: number, options: options, code: imports + "\n" + code,
        location: SourceLocation(file: path, line: block.lowerBound), indentation: 0,
        fence: Fence(firstLine: block.lowerBound, lastLine: block.upperBound + 1, prefix: []),
        record: nil, inline: nil)
    }
  }

  private final class Blocks: SyntaxVisitor {
    /// The lines of each, from 0, those of its braces among them.
    private(set) var blocks: [ClosedRange<Int>] = []
    private(set) var imports: [String] = []
    private let converter: SourceLocationConverter

    init(in tree: SourceFileSyntax) {
      converter = SourceLocationConverter(fileName: "", tree: tree)
      super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: ImportDeclSyntax) -> SyntaxVisitorContinueKind {
      imports.append(node.path.trimmedDescription)
      return .skipChildren
    }

    override func visit(_ node: MacroExpansionDeclSyntax) -> SyntaxVisitorContinueKind {
      add(node.macroName, node.trailingClosure)
      return .skipChildren
    }

    override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
      add(node.macroName, node.trailingClosure)
      return .visitChildren
    }

    private func add(_ name: TokenSyntax, _ body: ClosureExprSyntax?) {
      guard name.text == "Playground", let body, !body.statements.isEmpty else { return }
      let first = body.leftBrace.startLocation(converter: converter).line - 1
      let last = body.rightBrace.startLocation(converter: converter).line - 1
      // On one line there is no line of its own to name.
      if last > first + 1 { blocks.append(first...last) }
    }
  }
}
