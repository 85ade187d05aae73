import CellExecution
import ChapterModel

/// One Swift source for each chapter, as it can stand in a `main.swift`: its cells, and its prose as comments.
///
/// Cells that are no part of the chapter's program, because they don't compile, trap, or stand alone, are
/// comments too.
struct SwiftRenderer: Renderer {
  static let name = "swift"
  static let title = "Swift"
  static let summary = "the chapter's program, with the prose as comments"
  static let fileExtension = "swift"
  static let inputs: Set<RenderInput> = [.records]

  init() {}

  func page(
    of chapter: Chapter, with result: ChapterResult?, in place: SitePage?
  ) throws -> [UInt8]? {
    let context = chapter.context.map { $0.code.droppingFinalNewline }.joined(separator: "\n\n")
    let parts = ChapterPart.all(of: chapter).map { part in
      switch part {
      case .prose(let text): Self.commented(text)
      case .cell(let cell) where cell.options.isPartOfProgram: cell.code.droppingFinalNewline
      case .cell(let cell): Self.commented(cell.code.droppingFinalNewline)
      }
    }
    let source = ([context] + parts).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    return Array(source.utf8)
  }

  private static func commented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "//" : "// \($0)" }.joined(separator: "\n")
  }
}
