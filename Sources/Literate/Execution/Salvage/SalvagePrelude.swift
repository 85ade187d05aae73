import SwiftParser
import SwiftSyntax

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
