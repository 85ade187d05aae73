import CellProgram
import ChapterModel

/// Cells as one source for SourceKit, which is asked for places in them: their code as it is, without calls of the
/// runtime.
package struct CellSource: Sendable {
  /// A cell in it, and how many bytes stand before its code.
  struct Part: Sendable {
    var cell: Cell
    var start: Int
  }

  package private(set) var text: String
  private(set) var parts: [Part] = []

  private init(prelude: String) { text = "import \(Program.runtimeModule)\n\(prelude)" }

  /// The sources in which all cells of a chapter stand: its program, in which cells apart stand within braces, and
  /// one for each cell that is a program by itself.
  package static func all(of chapter: Chapter, prelude: String) -> [CellSource] {
    var program = CellSource(prelude: prelude)
    var alone: [CellSource] = []
    for cell in chapter.preludes + chapter.context + chapter.cells
    where !cell.options.isIgnored {
      let isPart = cell.options.isPartOfProgram && !cell.isInline
      // What isn't Swift by itself would swallow the cells below it.
      if !isPart, SwiftCode(cell.code).hasSyntaxError { continue }
      if cell.options.isIsolated {
        var source = CellSource(prelude: prelude)
        source.add(cell, inBraces: false)
        alone.append(source)
      } else {
        program.add(cell, inBraces: !isPart)
      }
    }
    return [program] + alone
  }

  /// The source in which a cell has other code: the cells above it, as far as it stands on them, and that.
  static func writing(
    _ code: String, in cell: Cell, of chapter: Chapter, prelude: String
  ) -> CellSource {
    var source = CellSource(prelude: prelude)
    if !cell.options.isIsolated {
      for above in chapter.preludes + chapter.context + chapter.cells.prefix(cell.index)
      where above.options.isPartOfProgram && !above.isInline {
        source.add(above, inBraces: false)
      }
    }
    source.add(cell.withCode(code), inBraces: !cell.options.isPartOfProgram)
    return source
  }

  private mutating func add(_ cell: Cell, inBraces: Bool) {
    if inBraces { text += "do {\n" }
    parts.append(Part(cell: cell, start: text.utf8.count))
    text += cell.code + "\n"
    if inBraces { text += "}\n" }
  }

  /// The cell that has a place in the source, and the place in its code.
  func part(at offset: Int) -> Part? {
    parts.last { $0.start <= offset && offset <= $0.start + $0.cell.code.utf8.count }
  }
}
