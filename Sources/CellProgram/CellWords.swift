import ChapterModel
import SwiftSyntax

extension SwiftTree {
  /// All that some cells consist of: names, operators, keywords.
  package static func words(of cells: [Cell]) -> Set<String> {
    cells.reduce(into: []) { words, cell in
      words.formUnion(parse(cell.code).tokens(viewMode: .sourceAccurate).map(\.plainText))
    }
  }
}
