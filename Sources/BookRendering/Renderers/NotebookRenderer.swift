import CellExecution
import ChapterModel
import Foundation

/// Jupyter notebooks: cells with the outputs that the chapter records.
struct NotebookRenderer: Renderer {
  static let name = "ipynb"
  static let title = "Notebook"
  static let summary = "a Jupyter notebook, with the outputs that the chapter records"
  static let fileExtension = "ipynb"
  static let inputs: Set<RenderInput> = [.records]

  init() {}

  func page(
    of chapter: Chapter, with result: ChapterResult?, in place: SitePage?
  ) throws -> [UInt8]? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(Notebook(chapter))) + Array("\n".utf8)
  }
}

/// The content of a notebook's file in nbformat 4.5,
/// https://nbformat.readthedocs.io/en/latest/format_description.html.
private struct Notebook: Encodable {
  struct NotebookCell: Encodable {
    var id: String
    var cell_type: String
    var metadata: [String: [String]]
    var source: [String]
    var outputs: [Output]?

    enum CodingKeys: CodingKey { case id, cell_type, metadata, source, outputs, execution_count }

    func encode(to encoder: any Encoder) throws {
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
  struct Output: Encodable {
    var output_type: String
    var name: String?
    var text: [String]?
    var data: [String: [String]]?
    var metadata: [String: String]?
  }

  /// What the notebook is written in.
  struct Metadata: Encodable {
    var kernelspec = ["name": "swift", "display_name": "Swift", "language": "swift"]
    var language_info = ["name": "swift", "file_extension": ".swift"]
    var title: String
  }

  let cells: [NotebookCell]
  let metadata: Metadata
  let nbformat = 4
  let nbformat_minor = 5

  init(_ chapter: Chapter) {
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
          metadata: Self.metadata(of: cell),
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

  /// A cell's words as tags, in which the format has no commas.
  private static func metadata(of cell: Cell) -> [String: [String]] {
    let tags = cell.options.words.map { $0.contains(",") ? String($0.prefix { $0 != "=" }) : $0 }
    return tags.isEmpty ? [:] : ["tags": tags]
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
    let lines = text.droppingFinalNewline.split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.dropLast().map { "\($0)\n" } + lines.suffix(1).map(String.init)
  }
}
