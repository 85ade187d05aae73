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
