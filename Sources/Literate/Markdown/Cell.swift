/// A fenced block of Swift that is run, and the output recorded below it.
public struct Cell: Sendable {
  /// Its place among the chapter's cells, from 0.
  public let index: Int
  /// The words after `swift`.
  public let options: CellOptions
  /// The code, lines separated by `\n`, without the indentation and quote marks it stands behind.
  public let code: String
  /// Where its fence begins.
  public let location: SourceLocation
  /// How many bytes stand before the code on each of its lines.
  let indentation: Int
  /// The fence.
  let fence: Fence
  /// The output recorded below, if there is one.
  public let record: Record?

  /// Tells a cell from all others, those of other chapters too.
  public struct ID: Hashable, Sendable {
    /// The chapter's path.
    public let file: String
    /// The cell's place in the chapter, from 0.
    public let index: Int
  }

  /// Which cell this is.
  public var id: ID { ID(file: location.file, index: index) }

  /// An output that the chapter records.
  public struct Record: Sendable {
    /// What it says, each line ended by `\n`.
    public let text: String
    /// Where its fence begins.
    public let location: SourceLocation
    /// The fence.
    let fence: Fence
  }

  /// Whether a place in the Markdown lies between its fences.
  func contains(_ place: SourceLocation) -> Bool {
    place.file == location.file && fence.firstLine <= place.line && place.line <= fence.lastLine
  }

  /// The line on which the code begins.
  public var firstCodeLine: Int { fence.firstLine + 1 }
}

/// The lines of a fenced block, both fences included.
struct Fence: Sendable {
  /// The line of the opening fence.
  let firstLine: Int
  /// The line of the closing fence.
  let lastLine: Int
  /// What a further line of the same container has to begin with: quote marks and indentation.
  let prefix: [UInt8]
}
