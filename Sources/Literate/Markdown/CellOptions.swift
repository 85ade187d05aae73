/// The words that qualify a cell: what stands after `swift` in a fence's info string.
public struct CellOptions: Hashable, Sendable {
  /// The words themselves.
  public private(set) var words: [String] = []
  /// Runs, and shows nothing.
  public var isHidden = false
  /// Shows its code, not its output.
  public var isSilent = false
  /// Is highlighted only: no part of the program.
  public var isIgnored = false
  /// What is to come of it.
  public var expectation = Expectation.runs
  /// Is a program of its own, without the cells before it.
  public var isIsolated = false
  /// Has to be warned of by the compiler; the warnings are part of its output.
  public var warns = false
  /// How many seconds the cell may run, if it says so itself.
  public var timeout: Double?
  /// How far its numbers may differ from the recorded ones, if it says so itself.
  public var tolerance: Double?

  /// Whether the lines of its output may come in any order.
  public var isUnordered = false

  /// What its text is read as.
  public var outputFormat = OutputFormat.text
  /// What has to be here for it to run: names that the book or the chapter explains.
  public var requirements: [String] = []
  /// Which hints it shows, if it says so itself.
  public var hints: Hints?

  /// What a cell's text is read as.
  public enum OutputFormat: String, Hashable, Sendable, CaseIterable {
    /// Itself.
    case text
    /// Markdown.
    case markdown
    /// HTML.
    case html
  }

  /// Which names show what they stand for, at the end of the lines that introduce them.
  public enum Hints: String, Hashable, Sendable, CaseIterable {
    /// None.
    case off
    /// Those whose values have more to say than their type: tensors, with their shapes.
    case values
    /// All.
    case all
  }

  /// What is to come of a cell.
  public enum Expectation: String, Hashable, Sendable {
    /// It compiles and runs to its end.
    case runs
    /// It compiles; nothing of it runs.
    case compiles = "no-run"
    /// It doesn't compile; what the compiler says is its output.
    case failsToCompile = "compile-fail"
    /// It stops with a trap; the message is its output.
    case traps
  }

  /// Whether the cell is one of those that make up the chapter's program.
  var isPartOfProgram: Bool { !isIgnored && expectation == .runs && !isIsolated }

  /// Whether what the cell prints is recorded and compared.
  public var recordsOutput: Bool { !isHidden && !isSilent && !isIgnored }

  /// Options with no word given.
  public init() {}

  /// All words, as an author writes them.
  static let vocabulary = [
    "hidden", "silent", "ignore", "no-run", "compile-fail", "traps", "isolated", "warns",
    "timeout=10s", "tolerance=1e-3", "unordered", "output=markdown", "output=html", "requires=NAME",
    "hints=all",
  ]

  /// The words that decide what comes of the cell, without those about the comparison and the page.
  var wordsOfRun: [String] {
    words.filter { word in
      word != "unordered" && !["tolerance=", "hints="].contains { word.hasPrefix($0) }
    }
  }

  /// Reads the words after `swift`.
  ///
  /// - Throws: `ChapterError` for a word that isn't known or has a wrong value.
  init(words: some Sequence<Substring>, at location: SourceLocation) throws(ChapterError) {
    self.words = words.map(String.init)
    for word in words { try read(word, at: location) }
  }

  /// Reads the words after `swift` in a document that isn't a chapter of a book, and may be written
  /// for other tools: a word that isn't ours doesn't concern us, and the cell runs.
  init(foreignWords words: some Sequence<Substring>, at location: SourceLocation) {
    for word in words {
      var next = self
      guard (try? next.read(word, at: location)) != nil else { continue }
      next.words.append(String(word))
      self = next
    }
  }

  private mutating func read(
    _ word: Substring, at location: SourceLocation
  ) throws(ChapterError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    switch (String(parts[0]), parts.count == 2 ? String(parts[1]) : nil) {
    case ("hidden", nil): isHidden = true
    case ("silent", nil): isSilent = true
    case ("ignore", nil): isIgnored = true
    case ("isolated", nil): isIsolated = true
    case ("warns", nil): warns = true
    case ("unordered", nil): isUnordered = true
    case ("no-run", nil), ("compile-fail", nil), ("traps", nil):
      try expect(Expectation(rawValue: String(word)), at: location)
    case ("timeout", let value?): timeout = try Self.seconds(value, at: location)
    case ("tolerance", let value?): tolerance = try Self.tolerance(value, at: location)
    case ("output", let value?): outputFormat = try Self.choice("output", value, at: location)
    case ("hints", let value?): hints = try Self.choice("hints", value, at: location)
    case ("requires", let value?) where !value.isEmpty: requirements.append(value)
    default: throw ChapterError(.unknownWord(String(word), Self.vocabulary), at: location)
    }
  }

  private mutating func expect(
    _ new: Expectation?, at location: SourceLocation
  ) throws(ChapterError) {
    guard let new else { return }
    guard expectation == .runs || expectation == new else {
      throw ChapterError(.contradiction(expectation.rawValue, new.rawValue), at: location)
    }
    expectation = new
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ word: String, _ text: String, at location: SourceLocation
  ) throws(ChapterError) -> Choice {
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    throw ChapterError(.badValue(word, text, "one of \(known)"), at: location)
  }

  private static func seconds(
    _ text: String, at location: SourceLocation
  ) throws(ChapterError) -> Double {
    if let seconds = Quantity.seconds(text) { return seconds }
    throw ChapterError(.badValue("timeout", text, Quantity.secondsExample), at: location)
  }

  private static func tolerance(
    _ text: String, at location: SourceLocation
  ) throws(ChapterError) -> Double {
    guard let value = Double(text), value >= 0, value.isFinite else {
      throw ChapterError(.badValue("tolerance", text, "a number such as 1e-3"), at: location)
    }
    return value
  }
}
