import ChapterModel
import Foundation

/// What a cell put out, in its order: text, and values that showed themselves in another way.
package struct CellOutput: Codable, Hashable, Sendable {
  package enum Part: Codable, Hashable, Sendable {
    /// What was printed, as it is recorded: lines ended by `\n`, the last one too.
    case text(String)
    /// Markdown, to be read as such.
    case markdown(String)
    case html(String)
    case figure(Figure)
    /// One of a series of frames begins; nil where the series has ended.
    case frame(FrameLabel?)
    /// A function that the readers of a page call; the figure before it stands for it elsewhere.
    case function(FunctionOutput)
  }

  /// What stands above one of a series of frames.
  package struct FrameLabel: Codable, Hashable, Sendable {
    /// What the series counts.
    package var title: String
    package var label: String

    package init(title: String, label: String) {
      self.title = title
      self.label = label
    }
  }

  /// The pieces. Two texts never follow one another.
  package private(set) var parts: [Part]

  /// An output of some parts.
  package init(_ parts: [Part] = []) {
    self.parts = []
    for part in parts { append(part) }
  }

  /// An output that is only text.
  package init(text: String) { self.init([.text(text)]) }

  package var isEmpty: Bool { parts.isEmpty }

  /// All text of it, without what shows itself otherwise.
  package var text: String {
    parts.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }

  /// The text as it stands within a line.
  package var inlineText: String {
    text.split(separator: "\n").joined(separator: " ")
  }

  /// Whether nothing but text is in it.
  package var isText: Bool { parts.allSatisfy { if case .text = $0 { true } else { false } } }

  /// The text at the end, after everything that shows itself otherwise.
  var lastText: String { if case .text(let text)? = parts.last { text } else { "" } }

  /// The output with another text at its end.
  func replacingLastText(by text: String) -> CellOutput {
    var parts = parts
    if case .text? = parts.last { parts.removeLast() }
    return CellOutput(parts + [.text(text)])
  }

  package var figures: [Figure] {
    parts.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
  }

  /// Adds a piece at the end.
  package mutating func append(_ part: Part) {
    switch (parts.last, part) {
    case (_, .text("")): break
    case (.text(let text)?, .text(let more)):
      parts[parts.count - 1] = .text(OutputText.recorded(text + more))
    case (_, .text(let text)): parts.append(.text(OutputText.recorded(text)))
    default: parts.append(part)
    }
  }

  /// The output with its text read as something else.
  package func reading(as format: CellOptions.OutputFormat) -> CellOutput {
    CellOutput(
      parts.map { part in
        guard case .text(let text) = part else { return part }
        switch format {
        case .text: return part
        case .markdown: return .markdown(text)
        case .html: return .html(text)
        }
      })
  }
}

/// A drawing or an image that a cell showed.
package struct Figure: Codable, Hashable, Sendable {
  package enum Format: String, Codable, Sendable {
    /// Text of an `<svg>` element.
    case svg
    /// The bytes of a PNG file.
    case png
  }

  package var format: Format
  package var data: Data
  /// What it shows, for those who can't see it; one line.
  package var description: String

  package init(format: Format, data: Data, description: String) {
    self.format = format
    self.data = data
    self.description = description
  }
}
