import CellExecution
import ChapterModel

/// A chapter's twins in Python against the outputs recorded for their cells.
package struct TwinCheck: Sendable {
  /// A twin that doesn't print what its cell does.
  package struct Difference: Sendable {
    package let twin: Cell.Twin
    package let message: String
    /// What the cell has recorded, and what the twin printed; nil if it stopped.
    package let diff: LineDiff?
  }

  package private(set) var differences: [Difference] = []
  /// How many were compared.
  package let count: Int

  /// Runs a chapter's twins with the Python of its settings, and compares.
  ///
  /// - Throws: ``TwinError``.
  package init(_ chapter: Chapter, root: PackageRoot) async throws {
    let cells = chapter.cells.filter {
      $0.twin != nil && !$0.options.isExercise && !chapter.isSkipped($0)
    }
    count = cells.count
    guard !cells.isEmpty else { return }
    let settings = chapter.settings.twins ?? TwinSettings()
    let runner = try TwinRunner(settings, root: root)
    let results = try await runner.run(
      cells.compactMap(\.twin), in: CellEnvironment(chapter.settings))
    for (cell, result) in zip(cells, results) {
      guard let twin = cell.twin else { continue }
      if let error = result.error {
        differences.append(Difference(twin: twin, message: "the twin stopped: \(error)", diff: nil))
        continue
      }
      var comparison = chapter.comparison(for: cell)
      comparison.spellings = settings.spellings
      let output = cell.options.recordsOutput ? OutputText.recorded(result.output) : ""
      let recorded = cell.record?.text ?? ""
      guard !comparison.areEqual(recorded, output) else { continue }
      differences.append(
        Difference(
          twin: twin, message: "the twin doesn't print what its cell has recorded",
          diff: LineDiff(recorded, output, by: comparison)))
    }
  }
}
