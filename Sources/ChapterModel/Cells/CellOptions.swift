import SourceModel

/// What the words after `swift` in a fence's info string say of a cell. ``CellWord/all`` below has the words, each with
/// the property that it sets: a new word is a line there and a property here.
package struct CellOptions: Hashable, Sendable {
  /// The words as they were written.
  package internal(set) var words: [String] = []
  /// Whether nothing of it is shown but controls.
  package var isHidden = false
  /// Whether its code is shown, and its output isn't.
  var isSilent = false
  /// Whether it is highlighted only, and no part of the program.
  package var isIgnored = false
  /// What is to come of it.
  package var expectation = Expectation.runs
  /// Whether it solves an exercise, so that the page folds it.
  package var isSolution = false
  /// Whether it holds conditions that must be true.
  package var holdsConditions = false
  /// Whether it is a program of its own, without the cells before it.
  package var isIsolated = false
  /// Whether it is compiled to WebAssembly, too, for functions that readers call in the page.
  package var isForPage = false
  /// Whether the compiler has to warn of it; the warnings are part of its output.
  package var warns = false
  /// How many seconds it may run, if it says so itself.
  package var timeout: Double?
  /// How far its numbers may differ from the recorded ones, if it says so itself.
  package var tolerance: Double?
  /// Whether the lines of its output may come in any order.
  package var isUnordered = false
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
}

extension CellWord {
  package static let all: [CellWord] = [
    flag("hidden", "runs, and shows nothing but controls", .presentation) { $0.isHidden = true },
    flag("silent", "shows its code, not its output", .presentation) { $0.isSilent = true },
    flag("ignore", "is only highlighted", .run) { $0.isIgnored = true },
    expectation(.compiles, "is only compiled"),
    expectation(
      .failsToCompile, "must not compile; the compiler's diagnostics are its output"),
    expectation(.traps, "must stop with a trap; its message is the output"),
    expectation(
      .meetsNoConditions,
      "is a skeleton for readers to complete, which must not meet the conditions in `expect` below it"
    ),
    flag("solution", "solves the exercise above it, and is folded", .presentation) {
      $0.isSolution = true
    },
    flag("expect", "holds conditions, a line each, that must be true", .run) {
      $0.holdsConditions = true
    },
    flag("isolated", "is a program of its own", .run) { $0.isIsolated = true },
    flag(
      "wasm",
      "holds declarations that are compiled to WebAssembly, too, for functions that readers call in the page",
      .run
    ) { $0.isForPage = true },
    flag("warns", "the compiler must warn; the warnings are part of the output", .run) {
      $0.warns = true
    },
    value("timeout", ["timeout=10s"], "may run this long; otherwise a minute", .run) {
      options, text throws(CellWordError) in
      options.timeout = try parsed(Quantity.seconds(text), Quantity.secondsExample)
    },
    value(
      "tolerance", ["tolerance=1e-3"],
      "its numbers may differ by this much, with more digits or fewer, and the brightness of pixels between 0 and 1",
      .presentation
    ) { options, text throws(CellWordError) in
      let number = Double(text).flatMap { $0 >= 0 && $0.isFinite ? $0 : nil }
      options.tolerance = try parsed(number, "a number such as 1e-3")
    },
    flag("unordered", "its output's lines may come in any order", .presentation) {
      $0.isUnordered = true
    },
    CellWord(
      name: "predict", examples: ["predict"],
      meaning:
        "covers its output until the reader has predicted it; with choices as in `predict=\"10 %\\|99 %\"`",
      effect: .presentation
    ) { options, text throws(CellWordError) in
      options.prediction =
        try text.map { text throws(CellWordError) in
          try parsed(Prediction(text), Prediction.expected)
        } ?? Prediction()
    },
    value("output", ["output=markdown", "output=html"], "its text is read as that", .run) {
      options, text throws(CellWordError) in options.outputFormat = try choice(text)
    },
    value(
      "requires", ["requires=NAME"],
      "is skipped, and keeps its record, where the files that NAME stands for are missing", .run
    ) { options, text throws(CellWordError) in
      guard !text.isEmpty else { throw .unknown }
      options.requirements.append(text)
    },
    value(
      "hints", CellOptions.Hints.allCases.map { "hints=\($0.rawValue)" },
      "which names show their values in the page", .presentation
    ) { options, text throws(CellWordError) in options.hints = try choice(text) },
  ]
}
