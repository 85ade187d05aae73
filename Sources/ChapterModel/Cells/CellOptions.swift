import SourceModel

/// The words that qualify a cell: what stands after `swift` in a fence's info string.
package struct CellOptions: Hashable, Sendable {
  package private(set) var words: [String] = []
  /// The cell runs, and neither its code nor its output is shown.
  package var isHidden = false
  /// Shows its code, not its output.
  var isSilent = false
  /// Is highlighted only: no part of the program.
  package var isIgnored = false
  /// What is to come of it.
  package var expectation = Expectation.runs
  /// Is a program of its own, without the cells before it.
  package var isIsolated = false
  /// Is compiled to WebAssembly, too, for functions that readers call in the page.
  package var isForPage = false
  /// Has to be warned of by the compiler; the warnings are part of its output.
  package var warns = false
  /// How many seconds the cell may run, if it says so itself.
  package var timeout: Double?
  /// How far its numbers may differ from the recorded ones, if it says so itself.
  package var tolerance: Double?

  /// Whether the lines of its output may come in any order.
  package var isUnordered = false

  /// Whether it holds conditions that must be true.
  package var holdsConditions = false
  /// Whether it solves an exercise, so that the page folds it.
  package var isSolution = false

  /// What readers predict before they see its output, if they are asked to.
  package var prediction: Prediction?

  /// What its text is read as.
  package var outputFormat = OutputFormat.text
  /// What has to be here for it to run: names that the book or the chapter explains.
  package var requirements: [String] = []
  /// Which hints it shows, if it says so itself.
  package var hints: Hints?

  /// What a cell's text is read as.
  package enum OutputFormat: String, Hashable, Sendable, CaseIterable {
    case text
    case markdown
    case html
  }

  /// Which names show what they stand for, at the end of the lines that introduce them.
  package enum Hints: String, Hashable, Sendable, CaseIterable {
    case off
    /// Those whose values have more to say than their type: tensors, with their shapes.
    case values
    case all
  }

  /// What is to come of a cell.
  package enum Expectation: String, Hashable, Sendable {
    /// It compiles and runs to its end.
    case runs
    /// It compiles; nothing of it runs.
    case compiles = "no-run"
    /// It doesn't compile; what the compiler says is its output.
    case failsToCompile = "compile-fail"
    /// It stops with a trap; the message is its output.
    case traps
    /// It is a skeleton that readers complete: the conditions below it aren't met yet.
    case meetsNoConditions = "exercise"
  }

  /// Whether the cell is one of those that make up the chapter's program.
  package var isPartOfProgram: Bool { !isIgnored && expectation == .runs && !isIsolated }

  /// Whether what the cell prints is recorded and compared.
  package var recordsOutput: Bool {
    !isHidden && !isSilent && !isIgnored && !isExercise && !holdsConditions
  }

  /// Whether it is a skeleton that readers complete.
  package var isExercise: Bool { expectation == .meetsNoConditions }

  /// Options with no word given.
  package init() {}

  /// The words that decide what the cell's program does, without those about comparison and page.
  var wordsOfRun: [String] { words.filter { CellWord.named($0)?.effect != .presentation } }

  /// Reads the words after `swift`.
  ///
  /// - Throws: `ChapterError` in a book, for a word that isn't known or has a wrong value.
  package init(
    words: some Sequence<Substring>, in dialect: Dialect, at location: SourceLocation
  ) throws(ChapterError) {
    for word in words {
      var next = self
      do {
        try next.read(word, at: location)
      } catch {
        if dialect == .book { throw error }
        continue
      }
      next.words.append(String(word))
      self = next
    }
    if dialect == .book, isForPage, !isPartOfProgram || holdsConditions {
      let apart = ["ignore", "no-run", "compile-fail", "traps", "exercise", "isolated", "expect"]
      let other = self.words.first(where: apart.contains) ?? ""
      throw ChapterError(.contradiction(other, "wasm"), at: location)
    }
    if dialect == .book, prediction != nil, !recordsOutput {
      let silent = ["hidden", "silent", "ignore", "exercise", "expect"]
      let other = self.words.first(where: silent.contains) ?? ""
      throw ChapterError(.contradiction(other, "predict"), at: location)
    }
  }

  private mutating func read(
    _ text: Substring, at location: SourceLocation
  ) throws(ChapterError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count == 2 ? String(parts[1]) : nil
    let unknown = ChapterError(.unknownWord(String(text), CellWord.examples), at: location)
    guard let word = CellWord.named(text) else { throw unknown }
    do {
      try word.apply(&self, value)
    } catch {
      switch error {
      case .unknown: throw unknown
      case .badValue(let expected):
        throw ChapterError(.badValue(word.name, value ?? "", expected), at: location)
      case .contradicts(let other):
        throw ChapterError(.contradiction(other, word.name), at: location)
      }
    }
  }
}
