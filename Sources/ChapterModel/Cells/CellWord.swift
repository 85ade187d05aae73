import SourceModel

/// A word that may stand after `swift` in a fence's info string.
///
/// ``all`` is the one list of them: the parser, its errors, the editor's completions, the cache's keys and
/// the tables in the documentation come from it. A new word is one more entry, and what it sets a property
/// of ``CellOptions``.
package struct CellWord: Sendable {
  /// What a word decides.
  package enum Effect: Sendable {
    /// What the cell's program does, so that a change of it runs the program anew.
    case run
    /// How the output is compared or shown.
    case presentation
  }

  /// The word, without a value.
  package let name: String
  /// The word as authors write it, with values that stand for others: `timeout=10s`.
  package let examples: [String]
  /// What it says of a cell, for lists of words: a sentence without its subject, in Markdown.
  package let meaning: String
  package let effect: Effect
  /// Sets what the word says; the text behind `=`, or nil where there is none.
  let apply: @Sendable (inout CellOptions, String?) throws(CellWordError) -> Void
}

/// Why a word can't stand there.
enum CellWordError: Error {
  /// There is no such word, with or without a value.
  case unknown
  /// What its value should be.
  case badValue(expected: String)
  /// Another word says the contrary.
  case contradicts(String)
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

  /// All words as authors write them.
  package static let examples = all.flatMap(\.examples)

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The word that some text begins with, up to its value.
  static func named(_ text: some StringProtocol) -> CellWord? {
    byName[String(text.prefix { $0 != "=" })]
  }

  private static func flag(
    _ name: String, _ meaning: String, _ effect: Effect,
    apply: @escaping @Sendable (inout CellOptions) -> Void
  ) -> CellWord {
    CellWord(name: name, examples: [name], meaning: meaning, effect: effect) {
      options, value throws(CellWordError) in
      guard value == nil else { throw .unknown }
      apply(&options)
    }
  }

  private static func value(
    _ name: String, _ examples: [String], _ meaning: String, _ effect: Effect,
    apply: @escaping @Sendable (inout CellOptions, String) throws(CellWordError) -> Void
  ) -> CellWord {
    CellWord(name: name, examples: examples, meaning: meaning, effect: effect) {
      options, value throws(CellWordError) in
      guard let value else { throw .unknown }
      try apply(&options, value)
    }
  }

  /// A word for what is to come of a cell; only one can stand there.
  private static func expectation(
    _ expectation: CellOptions.Expectation, _ meaning: String
  ) -> CellWord {
    CellWord(
      name: expectation.rawValue, examples: [expectation.rawValue], meaning: meaning, effect: .run
    ) { options, value throws(CellWordError) in
      guard value == nil else { throw .unknown }
      guard options.expectation == .runs || options.expectation == expectation else {
        throw .contradicts(options.expectation.rawValue)
      }
      options.expectation = expectation
    }
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ text: String
  ) throws(CellWordError) -> Choice {
    let known = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try parsed(Choice(rawValue: text), "one of \(known)")
  }

  private static func parsed<Value>(
    _ value: Value?, _ expected: String
  ) throws(CellWordError) -> Value {
    guard let value else { throw .badValue(expected: expected) }
    return value
  }
}
