import CellExecution
import ChapterModel
import SourceModel

/// What a check found in a book: for people, and in forms that other tools read.
package struct CheckReport: Sendable, Encodable {
  /// What came of a cell.
  package enum Status: String, Sendable, Encodable {
    /// Its output is the recorded one; in a strict run, also that there is none, as recorded.
    case matches
    /// It came to its end, in a run that keeps going, and nothing is recorded.
    case runs
    /// It compiles, and isn't to run.
    case compiles
    /// The output isn't the recorded one.
    case differs
    /// It didn't compile, or didn't come to its end.
    case failed
    /// It can't have worked, in a run that keeps going.
    case broken
    /// It declares what the library doesn't have, or takes an earlier version of it.
    case stale
    /// A run that keeps going goes on without it, for another reason.
    case leftOut = "left-out"
    /// A cell before it failed.
    case notRun = "not-run"
    /// What it requires isn't here.
    case skipped

  }

  package struct CellReport: Sendable, Encodable {
    /// The line of its fence.
    package var line: Int
    package var status: Status
    /// Where what is wrong is, if something is: a line of the chapter.
    var problemLine: Int?
    var problemColumn: Int?
    /// Why it was left out: a ``Verdict/Kind``.
    package var kind: String?
    /// What is wrong, without the place.
    package var message: String?
    package var diff: String?
    /// Whether a baseline has it.
    package var isAccepted = false

    private enum CodingKeys: String, CodingKey {
      case line, status, problemLine, problemColumn, message, diff, isAccepted
      case kind = "class"
    }
  }

  /// Something wrong in the text itself.
  package struct Problem: Sendable, Encodable {
    package var line: Int
    /// What is wrong, with its place.
    package var message: String
    /// Whether it is a link of DocC's, which has to lead somewhere in a run that keeps going, too.
    package var isCatalogLink = false
    /// Whether a baseline has it.
    package var isAccepted = false

    private enum CodingKeys: String, CodingKey { case line, message, isAccepted }
  }

  package struct ChapterReport: Sendable, Encodable {
    package var file: String
    package var seconds: Double
    /// Its cells that are compared.
    package var cells: [CellReport]
    /// Links and images that lead nowhere.
    package var references: [Problem] = []
    /// Why it can't be read.
    package var error: String?
    /// What is wrong with it beside its cells: that it can't be read, that a chapter fails which it continues,
    /// that a twin prints something else.
    package var problems: [Problem] = []

    /// How many things were looked at: its cells, and whatever else is wrong.
    var testCount: Int { problems.count + references.count + cells.count }
  }

  /// The chapters, in their order.
  package private(set) var chapters: [ChapterReport] = []
  /// What a run found that keeps going, in numbers; nil for one that doesn't.
  package private(set) var summary: BestEffortSummary?
  /// What makes a run fail that keeps going.
  private let threshold: FailureThreshold

  /// An empty report.
  ///
  /// - Parameters:
  ///   - mode: How cells ran: those that a run with best effort leaves out are no difference.
  ///   - threshold: What makes such a run fail.
  package init(mode: RunMode = .strict, failingOn threshold: FailureThreshold = .broken) {
    summary = mode == .bestEffort ? BestEffortSummary() : nil
    self.threshold = threshold
  }

  /// Whether the check fails because of a cell.
  func isWrong(_ cell: CellReport) -> Bool {
    if cell.isAccepted { return false }
    return summary == nil
      ? cell.status == .failed || cell.status == .differs : threshold.includes(cell.status)
  }

  /// Whether the check fails because of a reference.
  func isWrong(_ reference: Problem) -> Bool {
    summary == nil
      || reference.isCatalogLink && !reference.isAccepted && threshold.includes(.broken)
  }

  /// Takes note of what a baseline accepts.
  ///
  /// - Returns: How many findings that is, and how many of the baseline are there no more.
  package mutating func accept(_ baseline: Baseline) -> (accepted: Int, mended: Int) {
    var rest = baseline
    var accepted = 0
    for chapter in chapters.indices {
      for cell in chapters[chapter].cells.indices {
        let line = chapters[chapter].cells[cell].baselineLine(in: chapters[chapter].file)
        guard let line, rest.take(line) else { continue }
        chapters[chapter].cells[cell].isAccepted = true
        accepted += 1
      }
      for place in chapters[chapter].references.indices {
        let line = chapters[chapter].references[place].baselineLine(in: chapters[chapter].file)
        guard let line, rest.take(line) else { continue }
        chapters[chapter].references[place].isAccepted = true
        accepted += 1
      }
    }
    return (accepted, rest.count)
  }

  /// How many cells were compared.
  package var comparedCells: Int {
    chapters.flatMap(\.cells).count { $0.status == .matches || $0.status == .differs }
  }

  /// How many of them match.
  package var matchingCells: Int { chapters.flatMap(\.cells).count { $0.status == .matches } }

  /// How many cells were skipped.
  package var skippedCells: Int { chapters.flatMap(\.cells).count { $0.status == .skipped } }

  /// Whether all is well. Where cells are left out, that asks for their outputs only that are there.
  package var isClean: Bool {
    guard chapters.allSatisfy(\.problems.isEmpty) else { return false }
    if summary != nil {
      return chapters.allSatisfy {
        !$0.cells.contains(where: isWrong) && !$0.references.contains(where: isWrong)
      }
    }
    return chapters.allSatisfy { chapter in
      chapter.references.isEmpty
        && chapter.cells.allSatisfy { $0.status == .matches || $0.status == .skipped }
    }
  }

  /// How many things were looked at: all cells, and whatever else is wrong.
  var testCount: Int { chapters.reduce(0) { $0 + $1.testCount } }

  /// How many things make the check fail.
  var failureCount: Int { chapters.reduce(0) { $0 + failureCount(of: $1) } }

  /// How many things make a check of a chapter fail.
  package func failureCount(of chapter: ChapterReport) -> Int {
    chapter.problems.count + chapter.references.count(where: isWrong)
      + chapter.cells.count(where: isWrong)
  }

  /// Adds a chapter that can't be read.
  package mutating func add(_ error: ChapterError) {
    let problem = Problem(line: error.location.line, message: error.description)
    chapters.append(
      ChapterReport(
        file: error.location.file, seconds: 0, cells: [], error: error.description,
        problems: [problem]))
  }

  /// Adds what is wrong with a chapter beside its cells: a twin that prints something else, say.
  package mutating func add(_ message: String, at location: SourceLocation) {
    let shown = "\(location.file):\(location.line)"
    let problem = Problem(line: location.line, message: "\(shown): \(message)")
    guard let place = chapters.firstIndex(where: { $0.file == location.file }) else { return }
    chapters[place].problems.append(problem)
  }

  /// Adds a link of DocC's that leads nowhere.
  package mutating func add(link: Diagnostic) {
    guard let place = chapters.firstIndex(where: { $0.file == link.location.file }) else { return }
    chapters[place].references.append(
      Problem(line: link.location.line, message: link.description, isCatalogLink: true))
    summary?.addDeadLink()
  }

  /// Adds what came of a chapter, and what is wrong with its references.
  package mutating func add(
    _ chapter: Chapter, _ result: ChapterResult, _ check: ChapterCheck,
    references: [Diagnostic] = [], of selection: CellSelection = CellSelection(), seconds: Double
  ) {
    summary?.add(chapter, result, check, of: selection)
    let plain = DifferenceReport(usesColour: false)
    var cells: [CellReport] = []
    for cell in chapter.cells where selection.includes(cell) {
      // An inline value has nothing recorded that it could differ from.
      guard let state = result.cells[cell.index]?.state, !cell.isInline || state == .failed else {
        continue
      }
      var entry = CellReport(line: cell.location.line, status: .matches)
      if let failure = result.failures.first(where: { $0.cell == cell.id }) {
        entry.take(failure)
      } else if state == .skipped {
        let names = cell.options.requirements.filter(chapter.absent.contains)
        entry.status = .skipped
        entry.message = "skipped: \(names.joined(separator: ", ")) isn't here"
      } else if state != .ran {
        entry.status = .notRun
      } else if let difference = check.differences.first(where: { $0.cell.id == cell.id }) {
        entry.status = .differs
        entry.problemLine = difference.location.line
        entry.message = difference.summary
        entry.diff = plain.details(difference)
      } else if summary != nil, !cell.isCompared(in: check) {
        entry.status = cell.options.expectation == .compiles ? .compiles : .runs
      }
      cells.append(entry)
    }
    var entry = ChapterReport(file: chapter.source.path, seconds: seconds, cells: cells)
    entry.references = references.map { Problem(line: $0.location.line, message: $0.description) }
    // Of the chapter that this one continues, and of what stands in the settings, no cell is in the list.
    entry.problems = result.failures.filter { $0.cell.file != chapter.source.path }
      .map { Problem(line: 1, message: $0.description) }
    chapters.append(entry)
  }
}

extension CheckReport.CellReport {
  fileprivate mutating func take(_ failure: CellFailure) {
    problemLine = failure.location.line
    problemColumn = failure.location.column
    guard let verdict = failure.verdict else {
      (status, message) = (.failed, failure.description)
      return
    }
    (problemLine, problemColumn) = (verdict.location.line, verdict.location.column)
    (kind, message) = (verdict.kind.rawValue, verdict.message)
    status =
      switch verdict.kind {
      case .broken: .broken
      case .stale: .stale
      default: .leftOut
      }
  }
}

extension Cell {
  /// Whether there is something with which its output or its values are compared.
  func isCompared(in check: ChapterCheck) -> Bool {
    record != nil || isRecordedInComments || check.cellsWithValues.contains(index)
  }
}
