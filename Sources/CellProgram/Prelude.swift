import ChapterModel
import SwiftSyntax

/// The imports that a document leaves to its readers: what it imports anywhere, and the package that it
/// is about if it imports nothing of that.
package struct Prelude {
  package let text: String

  package init(cells: [Cell], modules: [String]) {
    let imported = cells.flatMap { cell in
      SwiftTree.parse(cell.code).statements.compactMap {
        $0.item.as(ImportDeclSyntax.self)?.path.first?.name.text
      }
    }
    var seen: Set = [Program.runtimeModule]
    let own = Set(modules).isDisjoint(with: imported) ? modules : []
    text = (["Foundation"] + own + imported).filter { seen.insert($0).inserted }
      .map { "#if canImport(\($0))\nimport \($0)\n#endif\n" }.joined()
  }
}
