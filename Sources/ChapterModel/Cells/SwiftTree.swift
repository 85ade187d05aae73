import SwiftParser
import SwiftSyntax

/// Parses Swift, unless its brackets are nested deeper than parsers bear.
package enum SwiftTree {
  /// The syntax tree; an empty one where brackets are nested too deep.
  package static func parse(_ code: String) -> SourceFileSyntax {
    Parser.parse(source: Nesting(code).excess == nil ? code : "")
  }
}
