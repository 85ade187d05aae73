import SourceModel

/// A fenced block of Swift that is run, and the output recorded below it; or an expression within
/// a line of prose, in whose place its value stands.
package struct Cell: Sendable {
  /// Its place among the chapter's cells, from 0.
  package private(set) var index: Int
  /// The words after `swift`.
  package private(set) var options: CellOptions
  /// The code, lines separated by `\n`, without the indentation and quote marks it stands behind.
  package private(set) var code: String
  /// Where its fence begins.
  package let location: SourceLocation
  /// How many bytes stand before the code on each of its lines.
  package let indentation: Int
  /// The fence; for an inline value its line.
  package let fence: Fence
  /// The output recorded below, if there is one.
  package let record: Record?
  /// Where it stands, if it is an inline value.
  package let inline: Inline?
  /// The same in Python, if the author says it.
  package internal(set) var twin: Twin?

  /// Python that does what a cell does and prints the same.
  package struct Twin: Sendable {
    /// The code, lines separated by `\n`.
    package let code: String
    /// Where its fence begins.
    package let location: SourceLocation
  }

  /// Whether it is an expression within a line of prose.
  package var isInline: Bool { inline != nil }

  /// The place of an inline value.
  package struct Inline: Sendable {
    /// Its place among all code within lines of the document, from 0.
    package let number: Int
    /// Its bytes in the chapter, backticks included.
    package let bytes: Range<Int>
    /// Its columns in its line, in bytes from 1, backticks included.
    package let columns: ClosedRange<Int>
  }

  /// Tells a cell from all others, those of other chapters too.
  package struct ID: Codable, Hashable, Sendable {
    /// The chapter's path.
    package let file: String
    /// The cell's place in the chapter, from 0.
    package let index: Int
  }

  /// What decides what the cell does when it runs: its words about that, its code, and whether what each of
  /// its statements prints has to be known.
  package var runIdentity: String {
    let marksStatements = record == nil && options.recordsOutput && code.contains("rints")
    let words = options.wordsOfRun + [isInline ? "inline" : "", marksStatements ? "comments" : ""]
    return (words + [code]).joined(separator: "\n")
  }

  package var id: ID { ID(file: location.file, index: index) }

  /// An output that the chapter records.
  package struct Record: Sendable {
    /// What it says, each line ended by `\n`.
    package let text: String
    /// Where its fence begins.
    package let location: SourceLocation
    /// How it is marked off from the text around it.
    package let form: Form
    /// Its first and last line: fences or marks.
    package let fence: Fence

    /// How a recorded output is marked off.
    package enum Form: Sendable {
      /// A fence with the word `output`: text.
      case fence
      /// Two comments, with anything between them.
      case region
    }

    /// The comment before an output that isn't only text.
    package static let regionStart = "<!-- output -->"
    /// The comment behind it.
    package static let regionEnd = "<!-- /output -->"

    /// Its lines in the chapter.
    package var lines: ClosedRange<Int> { fence.firstLine...fence.lastLine }
  }

  /// The cell with another place among the chapter's cells.
  func numbered(_ index: Int) -> Cell {
    var cell = self
    cell.index = index
    return cell
  }

  /// The cell with other code of the same lines.
  package func withCode(_ code: String) -> Cell {
    var cell = self
    cell.code = code
    return cell
  }

  /// The cell with other words.
  func withOptions(_ options: CellOptions) -> Cell {
    var cell = self
    cell.options = options
    return cell
  }

  /// Whether a place in the Markdown lies between its fences.
  package func contains(_ place: SourceLocation) -> Bool {
    place.file == location.file && fence.firstLine <= place.line && place.line <= fence.lastLine
      && (inline?.columns.contains(place.column) ?? true)
  }

  /// Whether an output can stand below it: a fence that is never closed would swallow it, the cell's own
  /// or that of what is recorded.
  package var hasRoomForOutput: Bool { fence.isClosed && record?.fence.isClosed ?? true }

  /// The line on which the code begins.
  package var firstCodeLine: Int { isInline ? fence.firstLine : fence.firstLine + 1 }
}

/// The lines of a fenced block, both fences included.
package struct Fence: Sendable {
  /// The line of the opening fence.
  package let firstLine: Int
  /// The line of the closing fence, or the last line of code where there is none.
  package let lastLine: Int
  /// Whether there is a closing fence. In other people's documents there needn't be.
  package var isClosed = true
  /// What a further line of the same container has to begin with: quote marks and indentation.
  package let prefix: [UInt8]
}
