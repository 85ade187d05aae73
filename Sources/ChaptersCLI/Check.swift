import ArgumentParser
import CellExecution
import ChapterModel
import RecordCheck

/// `chapters check`
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the cells and compares with the outputs recorded in the chapters.",
    discussion: """
      Numbers with a fraction may differ by one unit in their last printed digit; everything else \
      has to be the same. Exit codes: 0 all match, 1 something differs or failed, 2 could not run.

        chapters check                      the whole book
        chapters check README.md Sources    Markdown, examples in doc comments
        chapters check --keep-going docs    what never ran before, where it does
        chapters check --shard 2/8          one of eight even parts, in CI
        chapters check --report junit       for a CI server; json and github, too
      """)

  @OptionGroup var options: BookOptions

  @Option(
    help: "How to say what was found: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var report = Format.plain

  @Option(
    help: ArgumentHelp(
      "Check only this part of the book, such as 2/8, on one of several machines.",
      valueName: "part"))
  var shard: Shard?

  @Flag(
    help: """
      Leave out cells that don't compile or don't come to their end, and check the rest: for \
      documents that weren't written to be run.
      """)
  var keepGoing = false

  @Flag(
    help: """
      Run the cells' twins in Python too, and demand that they print the same. 'twins' in book.yml \
      says with which Python; python3 otherwise.
      """)
  var twins = false

  /// How to say what was found.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case plain, json, junit, github
  }

  func run() async throws { try await reportingErrors(check) }

  private func check() async throws {
    // Of documents that weren't written to be run, only their cells are looked at.
    let mode: RunMode = keepGoing ? .bestEffort : .strict
    var run = try await BookRun(options, shard: shard, mode: mode)
    let text = DifferenceReport(usesColour: Console.usesColour)
    var report = CheckReport(mode: mode)
    for error in run.book.errors { report.add(error) }
    let references = ReferenceCheck(run.book)
    var canRecord = false
    try await run.run(making: {
      (
        ChapterCheck($0, $1, onlyRecorded: mode == .bestEffort),
        $0.openFences + (mode == .bestEffort ? [] : references.problems(in: $0))
      )
    }) { outcome in
      let (check, problems) = outcome.product
      for problem in problems { Console.complain(problem.description) }
      report.add(
        outcome.chapter, outcome.result, check, references: problems,
        seconds: Console.number(outcome.time))
      guard self.report == .plain else { return }
      canRecord = canRecord || !check.recordable.isEmpty
      for difference in check.differences { Console.say(coloured: text.text(difference)) }
    }
    if twins { try await checkTwins(run.chapters, in: run.root, into: &report) }
    try say(report)
    if canRecord, mode == .strict {
      Console.say("Run 'chapters update' to record the fresh outputs, if they are meant.")
    }
    // What was left out is in the report, and no difference.
    let hasFailed = run.hasFailed && mode == .strict
    if hasFailed || !report.isClean { throw ExitCode(1) }
  }

  private func checkTwins(
    _ chapters: [ChapterEntry], in root: PackageRoot, into report: inout CheckReport
  ) async throws {
    let text = DifferenceReport(usesColour: Console.usesColour)
    var (count, agreeing) = (0, 0)
    defer { StatusLine.shared.say(nil) }
    for (number, entry) in chapters.enumerated() {
      StatusLine.shared.say("Running twins: \(entry.path), \(number + 1) of \(chapters.count)")
      let check = try await TwinCheck(try entry.chapter(), root: root)
      count += check.count
      agreeing += check.count - check.differences.count
      for difference in check.differences {
        let place = "\(difference.twin.location.file):\(difference.twin.location.line)"
        Console.complain("\(place): \(difference.message)")
        report.add(difference.message, at: difference.twin.location)
        if let diff = difference.diff { Console.complain(coloured: text.diff(diff)) }
      }
    }
    Console.complain("\(agreeing) of \(count) twins print what their cells do.")
  }

  private func say(_ report: CheckReport) throws {
    switch self.report {
    case .json: Console.say(try report.json())
    case .junit: Console.say(report.junit())
    case .github: report.githubAnnotations().forEach { Console.say($0) }
    case .plain:
      if let summary = report.summary { return Console.say(summary.text) }
      let (matching, compared) = (report.matchingCells, report.comparedCells)
      let skipped = report.skippedCells
      let rest = skipped > 0 ? "; \(skipped) skipped, for want of what they require" : ""
      Console.say("\(matching) of \(compared) cells match what is recorded\(rest).")
    }
  }
}

extension Shard: ExpressibleByArgument {
  /// Reads `2/8`.
  public init?(argument: String) { self.init(argument) }
}
