import ChapterModel
import Display
import SourceModel

/// Why a chapter's program didn't come to its end.
package struct CellFailure: Codable, Hashable, Sendable {
  package enum Reason: Codable, Hashable, Sendable {
    /// The compiler found errors.
    case notCompiled([Diagnostic])
    /// The compiler or linker stopped without a diagnostic about the chapter; its words.
    case notBuilt(String)
    /// It compiles, and needs the cell at this place, which doesn't come to its end.
    case needs(SourceLocation)
    /// The program trapped; the message, if it gave one.
    case trapped(String?)
    /// What had to be true isn't; what it demands.
    case unmet(String)
    /// An error came up to the top level; its description.
    case threw(String)
    /// The program ended itself with this code.
    case exited(Int32)
    /// It ran longer than these seconds.
    case timedOut(Double)
    /// The whole program ran longer than these seconds.
    case chapterTimedOut(Double)
    /// The program used more than these bytes of memory.
    case usedTooMuchMemory(Int)
    /// It printed more than these bytes.
    case printedTooMuch(Int)
    /// A signal ended it.
    case signalled(Int32)
    /// It was meant not to compile, and does.
    case compiles
    /// It was meant to trap, and came to its end.
    case didNotTrap
    /// It was meant to be completed by readers, and meets all conditions.
    case meetsConditions
    /// The compiler was meant to warn of it, and doesn't.
    case didNotWarn
    /// It prints something else than the document says, and leaves code to the reader.
    case printsOther
    /// It prints something else than the document says, and asks where it stands, or for the compiler or system.
    case dependsOnPlace
    /// Its Markdown or HTML leaves something open, which would swallow the text below it.
    case leavesBlockOpen
    /// It shows a figure and doesn't say what is to be seen.
    case figureWithoutDescription
    /// The chapter's controls have more states than are allowed: how many choices each has, and the limit.
    case tooManyStates([Int], limit: Int)
    /// The control with this label isn't asked for with each choice of those above it.
    case controlsDiffer(String)
    /// The control with this label is asked for by a value in a line of prose, where it isn't shown.
    case controlInProse(String)
    /// Threads run at the control with this label, which the processes for its other choices wouldn't have.
    case controlAmongThreads(String)
    /// It shows a figure whose bytes aren't what it says they are; what it is described as.
    case brokenFigure(Figure.Format, String)
  }

  package var cell: Cell.ID
  /// Where: the error, or the statement that ran.
  package var location: SourceLocation
  package var reason: Reason
  /// What its readers have chosen where it fails, if that isn't what a check gets.
  package var choices: String?
  /// What the cell is, in a run that keeps going.
  package var verdict: Verdict?

  package init(cell: Cell.ID, location: SourceLocation, reason: Reason) {
    self.cell = cell
    self.location = location
    self.reason = reason
  }
}
