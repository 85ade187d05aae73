import ArgumentParser
import CellExecution
import ChapterModel
import Foundation
import RecordCheck
import SourceModel

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
        chapters check --only-failed        files in which something was wrong before
        chapters check --shard 2/8          one of eight even parts, in CI
        chapters check --report junit       for a CI server; json, github and markdown, too
      """)

  @OptionGroup var options: BookOptions

  @Option(
    help: ArgumentHelp(
      """
      How to say what was found: \(ReportRequest.allValueStrings.joined(separator: ", ")). With \
      'junit=report.xml' it goes to a file, beside what is shown; several may be given.
      """, valueName: "form"))
  var report: [ReportRequest] = []

  @Option(
    help: ArgumentHelp(
      "Check only this part of the book, such as 2/8, on one of several machines.",
      valueName: "part"))
  var shard: Shard?

  @Flag(
    help: """
      Go on without cells that don't compile or don't come to their end, and say which of them are \
      broken: for documents that weren't written to be run.
      """)
  var keepGoing = false

  @Option(
    help: ArgumentHelp(
      """
      With --keep-going: what makes the check fail. 'differs' is outputs alone, 'broken' also \
      examples that can't work, 'stale' also declarations that the library doesn't have, and \
      versions of before.
      """, valueName: "verdict"))
  var failOn: FailureThreshold = .broken

  @Flag(help: "With --keep-going: a line for each cell that was left out.")
  var verbose = false

  @Option(
    help: ArgumentHelp(
      "With --keep-going: a file of findings that are accepted, so that only others fail.",
      valueName: "file"))
  var baseline: String?

  @Flag(help: "Write what is found to the baseline.")
  var accept = false

  @Option(
    help: ArgumentHelp("Check only cells in whose code this text stands.", valueName: "text"))
  var filter: String?

  @Flag(help: "Check only the files in which something was wrong when they were last checked.")
  var onlyFailed = false

  @Flag(
    help: """
      Run the cells' twins in Python too, and demand that they print the same. 'twins' in book.yml \
      says with which Python; python3 otherwise.
      """)
  var twins = false

  /// Whether standard output is for people, and not for another program.
  private var isPlain: Bool { report.allSatisfy { $0.file != nil || $0.format == .plain } }

  func run() async throws { try await reportingErrors(check) }

  private func check() async throws {
    // Of documents that weren't written to be run, only their cells are looked at.
    let mode: RunMode = keepGoing ? .bestEffort : .strict
    var options = options
    let selection = try selection(from: &options)
    let memory = FailedFiles(in: try options.root())
    if onlyFailed {
      let failed = memory.files(among: options.chapters)
      guard !failed.isEmpty else { return Console.say("Nothing was wrong in the last check.") }
      options.chapters = failed
    }
    var run = try await BookRun(options, shard: shard, mode: mode)
    let text = DifferenceReport(usesColour: Console.usesColour)
    var report = CheckReport(mode: mode, failingOn: failOn)
    var findings = Findings()
    for error in run.book.errors { report.add(error) }
    let references = ReferenceCheck(run.book)
    var (canRecord, articles): (Bool, [Chapter]) = (false, [])
    try await run.run(making: {
      (
        ChapterCheck($0, $1, onlyRecorded: mode == .bestEffort, of: selection),
        $0.openFences + (mode == .bestEffort ? [] : references.problems(in: $0))
      )
    }) { outcome in
      let (check, problems) = outcome.product
      for problem in problems { Console.complain(problem.description) }
      report.add(
        outcome.chapter, outcome.result, check, references: problems, of: selection,
        seconds: Console.number(outcome.time))
      if !selection.isPart, CatalogCheck.concerns(outcome.chapter) {
        articles.append(outcome.chapter)
      }
      guard isPlain else { return }
      canRecord = canRecord || !check.recordable.isEmpty
      if mode == .bestEffort { return findings.add(check, as: text) }
      for difference in check.differences { Console.say(coloured: text.text(difference)) }
    }
    let catalogs = CatalogCheck(run.chapterExecutor)
    for problem in await catalogs.problems(in: articles) {
      if mode == .strict { Console.complain(problem.description) }
      report.add(link: problem)
    }
    let standing = try baseline.map { try compare(&report, with: $0, in: run.root) }
    if isPlain, mode == .bestEffort { findings.say(report, withAll: verbose) }
    if twins { try await checkTwins(run.chapters, in: run.root, into: &report) }
    try say(report)
    if isPlain { standing.map { Console.say($0) } }
    if canRecord, mode == .strict {
      Console.say("Run 'chapters update' to record the fresh outputs, if they are meant.")
    }
    memory.keep(report)
    // What was left out is in the report, and no difference.
    let hasFailed = run.hasFailed && mode == .strict
    if hasFailed || !report.isClean { throw ExitCode(1) }
  }

  /// The cells that were asked for; what is left in the options are files and chapters.
  private func selection(from options: inout BookOptions) throws -> CellSelection {
    var selection = CellSelection(text: filter)
    let root = try options.root()
    options.chapters = options.chapters.map { name in
      guard let place = FileAndLine(name) else { return name }
      let file = URL(filePath: place.file, relativeTo: BookOptions.currentFolder)
      selection.places.append((root.shownPath(file.standardizedFileURL), place.line))
      return place.file
    }
    return selection
  }

  func validate() throws {
    guard keepGoing || (baseline == nil && !verbose) else {
      throw ValidationError("--baseline and --verbose are for --keep-going")
    }
    guard baseline != nil || !accept else {
      throw ValidationError("--accept writes a baseline; say which with --baseline FILE")
    }
    guard report.count(where: { $0.file == nil }) <= 1 else {
      throw ValidationError(
        "only one report can be shown; write others to files: --report junit=FILE")
    }
  }

  /// Compares what was found with a baseline, or writes it: a sentence on what came of that.
  private func compare(
    _ report: inout CheckReport, with name: String, in root: PackageRoot
  ) throws -> String {
    let file = URL(filePath: name, relativeTo: BookOptions.currentFolder).standardizedFileURL
    if accept {
      let new = Baseline(of: report)
      try AtomicFile.write(Array(new.text.utf8), to: file)
      _ = report.accept(new)
      return "\(new.count) findings are accepted in \(name)."
    }
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      Console.complain("error: there is no baseline \(name); write it with --accept")
      throw ExitCode(2)
    }
    let (accepted, mended) = report.accept(Baseline(text))
    let rest = mended > 0 ? "; \(mended) are mended, --accept takes them out" : ""
    return "\(accepted) findings are accepted in \(name)\(rest)."
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
    for request in self.report { try request.say(report) }
    guard isPlain else { return }
    if let summary = report.summary { return Console.say(summary.text) }
    let (matching, compared) = (report.matchingCells, report.comparedCells)
    let skipped = report.skippedCells
    let rest = skipped > 0 ? "; \(skipped) skipped, for want of what they require" : ""
    Console.say("\(matching) of \(compared) cells match what is recorded\(rest).")
  }
}

extension FailureThreshold: ExpressibleByArgument {}

extension Shard: ExpressibleByArgument {
  /// Reads `2/8`.
  package init?(argument: String) { self.init(argument) }
}
