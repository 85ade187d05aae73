import SwiftParser
import SwiftSyntax

/// The ways in which a document's cells can be divided into programs, from large to small. Each
/// gives only scopes in which a cell still waits for its turn.
struct SalvageScopes {
  typealias Divide = ([Cell], (Cell) -> Bool) -> [[Cell]]

  private let headings: [CommonMark.Heading]

  init(_ chapter: Chapter) { headings = chapter.headings }

  /// All cells.
  var whole: Divide { { cells, isWanted in cells.contains(where: isWanted) ? [cells] : [] } }

  /// Between headings of the first two levels.
  var sections: Divide { divided(byHeadingsTo: 2) }

  /// Between any two headings.
  var parts: Divide { divided(byHeadingsTo: 6) }

  /// Within such a part, from each waiting cell on.
  var tails: Divide {
    { cells, isWanted in
      parts(cells, isWanted).flatMap { part in
        part.indices.filter { isWanted(part[$0]) }.map { Array(part[$0...]) }
      }
    }
  }

  /// Each waiting cell alone.
  var single: Divide { { cells, isWanted in cells.filter(isWanted).map { [$0] } } }

  private func divided(byHeadingsTo level: Int) -> Divide {
    let lines = headings.filter { $0.level <= level }.map(\.line)
    return { cells, isWanted in
      Dictionary(grouping: cells) { cell in lines.last { $0 < cell.location.line } ?? 0 }
        .sorted { $0.key < $1.key }.map(\.value).filter { $0.contains(where: isWanted) }
    }
  }
}

/// What stands before a salvaged program: what the document imports anywhere, and the package that
/// it is about if it imports nothing of that. Readers of such a document know that they have to.
struct SalvagePrelude {
  let text: String

  init(cells: [Cell], modules: [String]) {
    let imported = cells.flatMap { cell in
      Parser.parse(source: cell.code).statements.compactMap {
        $0.item.as(ImportDeclSyntax.self)?.path.first?.name.text
      }
    }
    var seen: Set = ["CellRuntime"]
    let own = Set(modules).isDisjoint(with: imported) ? modules : []
    text = (["Foundation"] + own + imported).filter { seen.insert($0).inserted }
      .map { "#if canImport(\($0))\nimport \($0)\n#endif\n" }.joined()
  }
}

extension Cell {
  /// The cell without `@main`, which can't stand beside statements; its columns stay.
  var withoutEntryPoint: Cell {
    guard code.contains("@main") else { return self }
    var bytes = Array(code.utf8)
    for item in Parser.parse(source: code).statements {
      guard case .decl(let declaration) = item.item,
        let attributes = declaration.asProtocol((any WithAttributesSyntax).self)?.attributes
      else { continue }
      for attribute in attributes where attribute.trimmedDescription == "@main" {
        let start = attribute.positionAfterSkippingLeadingTrivia.utf8Offset
        for offset in start..<(start + "@main".utf8.count) { bytes[offset] = .space }
      }
    }
    return withCode(String(decoding: bytes, as: UTF8.self))
  }
}
