import CellExecution
import ChapterModel
import Foundation
import RecordCheck

/// What is recorded below a cell that can't run here, in the parts that a run would have put out: the chapter's
/// figures, and text between them.
struct RecordedOutput {
  private(set) var parts: [CellOutput.Part] = []
  private(set) var figureNames: [String] = []

  init(_ record: Cell.Record, of chapter: Chapter) {
    if record.form == .fence {
      parts = [.text(record.text)]
      return
    }
    var text = ""
    for line in record.text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let (name, figure) = Self.figure(on: line, of: chapter) {
        addText(&text)
        parts.append(.figure(figure))
        figureNames.append(name)
      } else {
        text += line + "\n"
      }
    }
    addText(&text)
  }

  private mutating func addText(_ text: inout String) {
    if text.contains(where: { !$0.isWhitespace }) { parts.append(.markdown(text)) }
    text = ""
  }

  /// The figure of a line that is nothing but a reference to one of the chapter's files.
  private static func figure(
    on line: Substring, of chapter: Chapter
  ) -> (name: String, figure: Figure)? {
    guard let match = line.wholeMatch(of: /!\[(.*)\]\((figures\/[^()]+)\)/),
      let name = FigureFiles.name(at: String(match.2), of: chapter),
      let format = Figure.Format(rawValue: String(name.suffix(3))),
      let data = try? Data(contentsOf: chapter.figureFolder.appending(path: name))
    else { return nil }
    let description = match.1.replacing(/\\(.)/) { $0.1 }
    return (name, Figure(format: format, data: data, description: String(description)))
  }
}
