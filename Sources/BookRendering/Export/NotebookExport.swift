import ChapterModel
import Foundation

/// A chapter as a Jupyter notebook: cells with the outputs that the chapter records.
///
/// The format is nbformat 4.5, https://nbformat.readthedocs.io/en/latest/format_description.html.
package struct NotebookExport: Encodable, Sendable {
  /// A cell of the notebook.
  package struct NotebookCell: Encodable {
    package var id: String
    var cell_type: String
    var metadata: [String: [String]]
    package var source: [String]
    package var outputs: [Output]?

    enum CodingKeys: CodingKey { case id, cell_type, metadata, source, outputs, execution_count }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(cell_type, forKey: .cell_type)
      try container.encode(metadata, forKey: .metadata)
      try container.encode(source, forKey: .source)
      guard let outputs else { return }
      try container.encode(outputs, forKey: .outputs)
      // Code cells have to have it, also where it is unknown.
      try container.encodeNil(forKey: .execution_count)
    }
  }

  /// What stands below a code cell.
  package struct Output: Encodable {
    var output_type: String
    package var name: String?
    package var text: [String]?
    package var data: [String: [String]]?
    var metadata: [String: String]?
  }

  /// What the notebook is written in.
  struct Metadata: Encodable {
    var kernelspec = ["name": "swift", "display_name": "Swift", "language": "swift"]
    var language_info = ["name": "swift", "file_extension": ".swift"]
    package var title: String
  }

  package let cells: [NotebookCell]
  let metadata: Metadata
  let nbformat = 4
  let nbformat_minor = 5

  /// Makes the notebook of a chapter.
  package init(_ chapter: Chapter) {
    metadata = Metadata(title: chapter.title)
    let hidden = chapter.context.map {
      NotebookCell(
        id: "", cell_type: "code", metadata: ["tags": ["continues"]],
        source: Self.lines($0.code), outputs: [])
    }
    let parts = ChapterPart.all(of: chapter).map { part in
      switch part {
      case .prose(let text):
        NotebookCell(
          id: "", cell_type: "markdown", metadata: [:], source: Self.lines(text), outputs: nil)
      case .cell(let cell):
        NotebookCell(
          id: "", cell_type: cell.options.isIgnored ? "raw" : "code",
          metadata: cell.options.words.isEmpty ? [:] : ["tags": cell.options.words],
          source: Self.lines(cell.code),
          outputs: cell.options.isIgnored ? nil : Self.outputs(of: cell, in: chapter))
      }
    }
    cells = (hidden + parts).enumerated().map { number, cell in
      var cell = cell
      cell.id = "cell-\(number + 1)"
      return cell
    }
  }

  /// The notebook as a file's content.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  private static func outputs(of cell: Cell, in chapter: Chapter) -> [Output] {
    guard let record = cell.record else { return [] }
    switch record.form {
    case .fence:
      return [Output(output_type: "stream", name: "stdout", text: lines(record.text))]
    case .region:
      let text = FigureFiles.embedding(record, of: chapter)
      return [
        Output(output_type: "display_data", data: ["text/markdown": lines(text)], metadata: [:])
      ]
    }
  }

  /// Lines with their ends, as the format has them, the last one without.
  private static func lines(_ text: String) -> [String] {
    let lines = (text.hasSuffix("\n") ? text.dropLast() : text[...])
      .split(separator: "\n", omittingEmptySubsequences: false)
    return lines.dropLast().map { "\($0)\n" } + lines.suffix(1).map(String.init)
  }
}
