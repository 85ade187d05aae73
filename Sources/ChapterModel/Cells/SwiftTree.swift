import SwiftParser
import SwiftSyntax

/// Parses Swift, unless it is nested deeper than parsers bear.
package enum SwiftTree {
  package typealias Reading = (tree: SourceFileSyntax, excess: CodeExcess?)

  /// The syntax tree; an empty one where code is nested too deep.
  package static func parse(_ code: String) -> SourceFileSyntax { reading(code).tree }

  /// The syntax tree, and what keeps the code from being parsed, if something does.
  package static func reading(_ code: String) -> Reading {
    let nesting = Nesting(code)
    if let excess = nesting.excess { return refusal(excess) }
    guard nesting.pending > Nesting.fewTokens else { return (Parser.parse(source: code), nil) }
    let reading: Reading? = DeepStack.run(bytes: nesting.pending * stackPerToken) {
      let tree = Parser.parse(source: code)
      return (tree, TreeDepth.excess(of: tree, code))
    }
    guard let reading else { return refusal(noRoom) }
    return reading.excess.map(refusal) ?? reading
  }

  private static func refusal(_ excess: CodeExcess) -> Reading {
    (Parser.parse(source: ""), excess)
  }

  private static let noRoom = CodeExcess(
    "there isn't enough memory to parse this; break it into functions or cells", at: 0, in: [])

  /// What a parser may need of its stack for each token that it is in the midst of.
  #if DEBUG
    private static let stackPerToken = 32 << 10
  #else
    private static let stackPerToken = 4 << 10
  #endif
}
