import CellProgram
import ChapterModel
import Display

extension ProgramResult {
  /// Takes what a program's cells put out with other choices of its controls; a failure in one of them is the
  /// program's.
  mutating func takeStates(of outcome: ProcessResult, atMost limit: Int, by reader: RunReader) {
    let asked = zip(reader.program.cells, outcome.cells).flatMap { cell, output in
      output.controls.map { (cell: cell, asked: $0) }
    }
    guard let first = asked.first else { return }
    let controls = asked.map(\.asked.control)
    if let state = outcome.states.first(where: \.wasStopped),
      var stopped = reader.result(of: state.result).failure
    {
      stopped.choices = Self.text(of: state.choices, of: controls)
      failure = stopped
    }
    guard failure == nil else { return }
    if let unseen = asked.first(where: \.cell.isInline) {
      return fail(in: unseen.cell, because: .controlInProse(unseen.asked.control.label))
    }
    let count = controls.reduce((partialValue: 1, overflow: false)) { product, control in
      let next = product.partialValue.multipliedReportingOverflow(by: control.choices.count)
      return (next.partialValue, product.overflow || next.overflow)
    }
    if count.overflow || count.partialValue > limit {
      let counts = controls.map(\.choices.count)
      return fail(in: first.cell, because: .tooManyStates(counts, limit: limit))
    }
    if let unforked = asked.first(where: { !$0.asked.hasStates }) {
      return fail(
        in: unforked.cell, because: .controlAmongThreads(unforked.asked.control.label))
    }
    for state in outcome.states {
      let other = reader.result(of: state.result)
      if var failure = other.failure {
        failure.choices = Self.text(of: state.choices, of: controls)
        self.failure = failure
        return
      }
      let labels = controls.map(\.label)
      if let label = Self.difference(labels, state.labels) {
        let place = asked.first { $0.asked.control.label == label } ?? first
        return fail(in: place.cell, because: .controlsDiffer(label))
      }
      let changed = other.cells.filter { cells[$0.key] != $0.value }
      states.append((state.choices, changed))
    }
    if outcome.states.count + 1 < count.partialValue {
      fail(in: first.cell, because: .trapped("no process can be started for its other choices"))
    }
  }

  private mutating func fail(in cell: Cell, because reason: CellFailure.Reason) {
    failure = CellFailure(cell: cell.id, location: cell.location, reason: reason)
  }

  /// A label that only one of two lists has at its place.
  private static func difference(_ labels: [String], _ others: [String]) -> String? {
    guard labels != others else { return nil }
    let place = zip(labels, others).prefix { $0 == $1 }.count
    return place < labels.count ? labels[place] : others[place]
  }

  /// What readers have chosen, besides what is chosen at the start.
  private static func text(of choices: [Int], of controls: [Controls.Control]) -> String {
    zip(controls, choices).filter { $0.start != $1 && $0.choices.indices.contains($1) }
      .map { "'\($0.label)' at \($0.choices[$1])" }.joined(separator: " and ")
  }
}
