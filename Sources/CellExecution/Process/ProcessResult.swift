/// What a chapter's program did.
package struct ProcessResult {
  /// What each cell that began has put out.
  package var cells: [MarkedOutput.Cell]
  package var ending: Ending
  /// The line of the statement that ran last.
  package var line: Int?
  /// What its cells put out with other choices of its controls, where they were made.
  var states: [StateOutputs.State] = []

  package init(cells: [MarkedOutput.Cell], ending: Ending, line: Int? = nil) {
    self.cells = cells
    self.ending = ending
    self.line = line
  }

  /// How a program ended.
  package enum Ending: Equatable {
    case finished
    /// With this code, before its last cell was done.
    case exited(Int32)
    case signalled(Int32)
    /// A cell ran longer than these seconds.
    case timedOut(Double)
    /// The whole program ran longer than these seconds.
    case chapterTimedOut(Double)
    /// It used more than these bytes of memory.
    case usedTooMuchMemory(Int)
    /// A cell printed more than these bytes.
    case printedTooMuch(Int)
  }
}
