import ChapterModel
import Display
import SourceModel

/// What came of a cell.
package struct CellResult: Codable, Hashable, Sendable {
  package enum State: String, Codable, Sendable {
    /// It ran to its end.
    case ran
    /// It didn't compile, or stopped on the way.
    case failed
    /// A cell before it failed.
    case notRun
    /// What it requires isn't here.
    case skipped
  }

  package var state: State
  package var output = CellOutput()
  /// What was printed before the value of the last expression, where both are text.
  package var printed: String?
  /// What names stand for in it.
  package var hints: [Hint] = []
  /// What each of its statements printed, if comments in it say what they print.
  package var statements: [StatementOutput] = []

  /// The values of which comments in it speak.
  package var notes: [NotedValue] = []
  /// The controls that it has asked for a value.
  package var controls: [Controls.Control] = []

  package init(
    state: State, output: CellOutput = CellOutput(), hints: [Hint] = [],
    statements: [StatementOutput] = []
  ) {
    self.state = state
    self.output = output
    self.hints = hints
    self.statements = statements
  }
}

/// What a statement of a cell printed.
package struct StatementOutput: Codable, Hashable, Sendable {
  /// The line of the cell's code on which the statement begins, from 1.
  package var line: Int
  /// The text as it was printed.
  package var text: String
  /// Whether it is the value of the cell's last expression, which nobody printed.
  package var isValue = false
}

/// A value of which a comment in a cell speaks.
package struct NotedValue: Codable, Hashable, Sendable {
  /// The line of the cell's code on which its statement begins, from 1.
  package var line: Int
  /// The value as Swift would write it; empty for one that has no literal.
  package var literal: String
  /// The value as it describes itself.
  package var description: String
}

/// What a name that a cell introduces stands for.
package struct Hint: Codable, Hashable, Sendable {
  /// How many lines below its cell's fence.
  package var line: Int
  package var name: String
  /// The value's hint, or else its type.
  package var text: String
  /// Whether the value had more to say than its type.
  package var isOfValue: Bool
}

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

/// What came of a chapter's cells.
package struct ChapterResult: Sendable {
  /// What came of each cell that is part of the program, by its place in the chapter.
  package var cells: [Int: CellResult]
  /// What stopped the program, if something did, and cells of which something else came than they
  /// say.
  package var failures: [CellFailure]
  /// What the compiler warned of.
  package var warnings: [Diagnostic]
  /// Whether the results are those of an earlier run of the same cells.
  package var isCached: Bool
  /// What comes of it where readers choose other values, if it ran for a page.
  package var states: [ChapterState] = []
  /// What the names in its cells are, if somebody has asked.
  package var names: ChapterNames?

  package init(
    cells: [Int: CellResult], failures: [CellFailure], warnings: [Diagnostic], isCached: Bool
  ) {
    self.cells = cells
    self.failures = failures
    self.warnings = warnings
    self.isCached = isCached
  }
}
