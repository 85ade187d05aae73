import SourceModel

/// A word that may stand after `swift` in a fence's info string.
///
/// ``all`` is the one list of them: the parser, its errors, the cache's keys and the table in the documentation
/// come from it. It stands beside ``CellOptions``, which the words set.
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
  /// All words as authors write them.
  package static let examples = all.flatMap(\.examples)

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The word that some text is, and what stands behind its `=`.
  static func read(_ text: some StringProtocol) -> (word: CellWord, value: String?)? {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return byName[String(parts[0])].map { ($0, parts.count == 2 ? String(parts[1]) : nil) }
  }

  static func flag(
    _ name: String, _ meaning: String, _ effect: Effect,
    apply: @escaping @Sendable (inout CellOptions) -> Void
  ) -> CellWord {
    CellWord(name: name, examples: [name], meaning: meaning, effect: effect) {
      options, value throws(CellWordError) in
      guard value == nil else { throw .unknown }
      apply(&options)
    }
  }

  static func value(
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
  static func expectation(
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

  static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ text: String
  ) throws(CellWordError) -> Choice {
    let known = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try parsed(Choice(rawValue: text), "one of \(known)")
  }

  static func parsed<Value>(
    _ value: Value?, _ expected: String
  ) throws(CellWordError) -> Value {
    guard let value else { throw .badValue(expected: expected) }
    return value
  }
}
