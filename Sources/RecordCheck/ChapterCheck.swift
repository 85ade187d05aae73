import CellExecution
import CellProgram
import ChapterModel
import Foundation
import SourceModel

/// A chapter's recorded outputs against fresh ones.
package struct ChapterCheck: Sendable {
  /// A cell whose fresh output isn't the recorded one.
  package struct Difference: Sendable {
    package let cell: Cell
    /// What the chapter records, empty if nothing.
    package let recorded: String
    /// What the cell printed now.
    package let fresh: String
    /// The recorded line where they part, or the cell where nothing is recorded.
    package let location: SourceLocation
    package let diff: LineDiff
    /// Figures that aren't the recorded ones: their files, and what is wrong.
    package let figures: [(file: String, problem: String)]
    /// What the cell was compared with.
    package var subject = Subject.record

    /// Whether recording the output would end it: comments and choices are their author's.
    var isRecordable: Bool { !cell.isRecordedInComments && subject == .record }

    /// What a cell can be compared with.
    package enum Subject: Sendable {
      /// What is recorded of its output, below it or in comments.
      case record
      /// A value that a comment shows.
      case value
      /// The choices that its readers have.
      case choices
    }
  }

  /// The cells that differ, in order.
  package let differences: [Difference]
  /// Those among them that can be recorded: what comments promise isn't rewritten, nor are Swift sources.
  package let recordable: [Difference]
  /// How many cells were compared.
  package let comparedCells: Int
  /// The cells, by their places, in which values were compared with comments.
  package private(set) var cellsWithValues: Set<Int> = []

  /// Compares.
  ///
  /// - Parameters:
  ///   - onlyRecorded: Whether cells of which nothing is recorded may print what they like.
  ///   - selection: The cells to compare.
  package init(
    _ chapter: Chapter, _ result: ChapterResult, onlyRecorded: Bool = false,
    of selection: CellSelection = CellSelection()
  ) {
    var differences: [Difference] = []
    var compared = 0
    let records = FreshRecords(of: chapter, result).records
    for cell in chapter.cells where selection.includes(cell) {
      guard let fresh = records[cell.index] else { continue }
      let values = chapter.values(of: cell, result.cells[cell.index]?.notes ?? [])
      if values.count > 0 { cellsWithValues.insert(cell.index) }
      if let difference = values.difference {
        differences.append(difference)
        continue
      }
      if onlyRecorded || chapter.isSnippet, cell.record == nil, !cell.isRecordedInComments {
        continue
      }
      compared += 1
      let difference =
        cell.isRecordedInComments
        ? result.cells[cell.index].flatMap { chapter.commentDifference(of: cell, $0) }
        : chapter.difference(of: cell, fresh, printed: result.cells[cell.index]?.printed)
          ?? chapter.choicesDifference(of: cell, result.cells[cell.index]?.output.text ?? "")
      if let difference { differences.append(difference) }
    }
    self.differences = differences
    recordable = chapter.isSwiftSource ? [] : differences.filter(\.isRecordable)
    comparedCells = compared
  }
}

extension ChapterCheck {
  /// The cells, by their places, that print or give something else than a document says, each with the line of
  /// the document that says so.
  package static func differing(_ chapter: Chapter, _ result: ChapterResult) -> [Int: Int] {
    let differences = ChapterCheck(chapter, result, onlyRecorded: true).differences
    return Dictionary(differences.map { ($0.cell.index, $0.location.line) }) { first, _ in first }
  }
}

extension Chapter {
  /// How a cell's output is compared.
  package func comparison(for cell: Cell) -> OutputComparison {
    var comparison = OutputComparison(
      tolerance: cell.options.tolerance ?? settings.tolerance ?? 0, varies: settings.varies,
      isUnordered: cell.options.isUnordered)
    comparison.passesOverModule = isDocument
    return comparison
  }

  /// Where the chapter's figures lie.
  package var figureFolder: URL { url.deletingLastPathComponent().appending(path: "figures") }

  /// How a cell's fresh output differs from what is recorded; nil if it doesn't.
  ///
  /// - Parameter printed: What stands in it before the value of the cell's last expression. In a document,
  ///   that alone may be recorded: a program shows no such value, and authors call `dump(user)` for what it
  ///   prints.
  package func difference(
    of cell: Cell, _ fresh: FreshRecords.Record, printed: String? = nil
  ) -> ChapterCheck.Difference? {
    let comparison = comparison(for: cell)
    let recorded = cell.record?.text ?? ""
    let hasSameForm = cell.record.map { $0.form == fresh.form } ?? fresh.text.isEmpty
    let figures = fresh.figures.compactMap { name, figure in
      FigureComparison(comparison: comparison).problem(figureFolder.appending(path: name), figure)
        .map { (file: "figures/\(name)", problem: $0) }
    }
    if hasSameForm, figures.isEmpty, comparison.areEqual(recorded, fresh.text) { return nil }
    if isDocument, let printed, cell.record?.form == .fence, comparison.areEqual(recorded, printed)
    {
      return nil
    }
    let diff = LineDiff(recorded, fresh.text, by: comparison)
    var location = cell.record?.location ?? cell.location
    if cell.record != nil {
      // Without another line, it is a figure that differs: where it is referred to.
      let name = figures.first?.file ?? ""
      let lines = recorded.split(separator: "\n", omittingEmptySubsequences: false)
      let reference = diff.lines.isEmpty ? lines.firstIndex { $0.contains(name) } : nil
      location.line += 1 + (reference ?? diff.firstDifference)
    }
    return ChapterCheck.Difference(
      cell: cell, recorded: recorded, fresh: fresh.text, location: location, diff: diff,
      figures: figures)
  }

  /// How a cell's output differs from the choices that readers have; nil if just one of them is right.
  func choicesDifference(of cell: Cell, _ text: String) -> ChapterCheck.Difference? {
    guard let prediction = cell.options.prediction, !prediction.choices.isEmpty else { return nil }
    let comparison = comparison(for: cell)
    let right = prediction.choices.count { prediction.isRight($0, for: text, by: comparison) }
    if right == 1 { return nil }
    let choices = prediction.choices.map { $0.text + "\n" }.joined()
    return ChapterCheck.Difference(
      cell: cell, recorded: choices, fresh: text, location: cell.location,
      diff: LineDiff(choices, text, by: comparison), figures: [], subject: .choices)
  }

  /// How a cell's statements print something else than its comments say.
  func commentDifference(of cell: Cell, _ result: CellResult) -> ChapterCheck.Difference? {
    let comparison = comparison(for: cell)
    let promises = PrintedPromises(cell.printedComments, of: result, by: comparison)
    guard let broken = promises.firstBroken else { return nil }
    var location = cell.location
    location.line = cell.firstCodeLine + broken.line - 1
    return ChapterCheck.Difference(
      cell: cell, recorded: broken.promised, fresh: broken.printed, location: location,
      diff: LineDiff(broken.promised, broken.printed, by: comparison), figures: [])
  }

  /// How many values were compared with what comments in a cell show, and the first that differs.
  func values(
    of cell: Cell, _ values: [NotedValue]
  ) -> (count: Int, difference: ChapterCheck.Difference?) {
    guard !values.isEmpty else { return (0, nil) }
    var count = 0
    for note in ValueComments(in: cell.code).notes {
      guard let value = values.first(where: { $0.line == note.line }),
        let isKept = ValueComparison.isKept(
          note.text, literal: value.literal, description: value.description)
      else { continue }
      count += 1
      guard !isKept else { continue }
      var location = cell.location
      location.line = cell.firstCodeLine + note.commentLine - 1
      let (shown, found) = (note.text + "\n", value.literal + "\n")
      return (
        count,
        ChapterCheck.Difference(
          cell: cell, recorded: shown, fresh: found, location: location,
          diff: LineDiff(shown, found, by: OutputComparison()), figures: [], subject: .value)
      )
    }
    return (count, nil)
  }
}
