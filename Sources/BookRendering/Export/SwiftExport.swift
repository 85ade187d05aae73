import ChapterModel

/// A chapter as one Swift source: its cells, and its prose as comments.
package enum SwiftExport {
  /// The source, as it can stand in a `main.swift`.
  ///
  /// Cells that are no part of the chapter's program, because they don't compile, trap, or stand
  /// alone, are comments too.
  package static func source(of chapter: Chapter) -> String {
    let context = chapter.context.map { String($0.code.dropFinalNewline) }.joined(separator: "\n\n")
    let parts = ChapterPart.all(of: chapter).map { part in
      switch part {
      case .prose(let text): commented(text)
      case .cell(let cell) where cell.options.isPartOfProgram: String(cell.code.dropFinalNewline)
      case .cell(let cell): commented(cell.code.dropFinalNewline)
      }
    }
    return ([context] + parts).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private static func commented(_ text: some StringProtocol) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "//" : "// \($0)" }.joined(separator: "\n")
  }
}

extension String {
  fileprivate var dropFinalNewline: Substring { hasSuffix("\n") ? dropLast() : self[...] }
}
