import Foundation
import SourceModel

/// A Swift file that is a cell as it stands: one of a package's `Snippets`, as SwiftPM has them, or a step of a
/// tutorial.
struct Snippet {
  let path: String
  let bytes: [UInt8]

  /// Whether a file is one of a package's snippets.
  static func isOne(_ url: URL) -> Bool {
    url.pathExtension == "swift" && url.pathComponents.contains(SnippetReference.folder)
      && !url.pathComponents.contains("Sources")
  }

  /// A text without prose, of as many lines.
  var blank: SourceText {
    let lines = SourceText(path: path, bytes: bytes).lineCount
    return SourceText(path: path, bytes: Array(repeating: .lineFeed, count: lines))
  }

  /// All of the file, as if it stood between two fences.
  var cell: Cell {
    let code = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    return Cell(
      index: 0, options: CellOptions(), code: code,
      location: SourceLocation(file: path, line: 1), indentation: 0,
      fence: Fence(firstLine: 0, lastLine: blank.lineCount + 1, prefix: []), record: nil,
      inline: nil)
  }
}
