import SourceModel

/// Why outputs can't be put into a chapter.
package struct SpliceError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    /// The chapter's cells wouldn't be those that ran.
    case otherCells
    /// Text of the author's would be read as something else.
    case otherText
    /// The output wouldn't be read as it is written, so that the next update would write it again.
    case unreadableOutput
  }

  package let reason: Reason
  /// The cell whose output it is, as far as that can be told.
  package let location: SourceLocation

  /// One sentence with what to do.
  package var description: String {
    let what =
      switch reason {
      case .otherCells: "with it, the chapter's cells would be read as others"
      case .otherText: "with it, text of the chapter would be read as something else"
      case .unreadableOutput: "it would be read as another output"
      }
    return """
      \(location): error: the output of this cell can't be recorded here: \(what); nothing was \
      changed; put the cell's fence at the beginning of a line of its own, with empty lines around it
      """
  }
}
