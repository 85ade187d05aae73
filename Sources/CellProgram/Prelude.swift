import ChapterModel
import SwiftSyntax

/// The imports that a document leaves to its readers: what it imports anywhere, and the package that it
/// is about if it imports nothing of that.
package struct Prelude {
  package let text: String
  /// The same with all modules of the package, for documents that import some of them and use others; nil
  /// where that is the same. Two modules may declare one name, so that this isn't always better.
  package let wide: String?

  /// - Parameter imports: What is imported besides.
  package init(cells: [Cell], modules: [String], imports: [String] = []) {
    let imported = cells.flatMap { cell in
      SwiftTree.parse(cell.code).statements.compactMap {
        $0.item.as(ImportDeclSyntax.self)?.path.first?.name.plainText
      }
    }
    // `import <#module#>` leaves it to the reader.
    .filter { name in name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }
    let imports = imports + Self.testLibraries(of: cells)
    let isAboutAll = Set(modules).isDisjoint(with: imported)
    text = Self.imports((isAboutAll ? modules + imported : imported) + imports)
    wide =
      isAboutAll || Set(modules).isSubset(of: imported)
      ? nil : Self.imports(modules + imported + imports)
  }

  /// The libraries for tests that cells speak of.
  private static func testLibraries(of cells: [Cell]) -> [String] {
    let signs = [
      "Testing": ["@Test", "@Suite", "#expect(", "#require("],
      "XCTest": ["XCTestCase", "XCTAssert"],
    ]
    return signs.filter { _, signs in
      cells.contains { cell in signs.contains { cell.code.contains($0) } }
    }.keys.sorted()
  }

  private static func imports(_ modules: [String]) -> String {
    var seen: Set = [Program.runtimeModule]
    return (["Foundation"] + modules).filter { seen.insert($0).inserted }
      .map { "#if canImport(\($0))\nimport \($0)\n#endif\n" }.joined()
  }
}
