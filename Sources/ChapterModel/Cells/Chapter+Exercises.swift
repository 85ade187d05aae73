extension Chapter {
  /// The cells with the conditions that an exercise's solution meets.
  package func conditions(of exercise: Cell) -> [Cell] {
    cells(of: exercise).filter { $0.options.holdsConditions && !isSkipped($0) }
  }

  /// Demands that exercises have what belongs to them.
  func requireSolutions() throws(ChapterError) {
    guard !isDocument else { return }
    for exercise in cells where exercise.options.isExercise {
      let cells = cells(of: exercise)
      guard let solution = cells.firstIndex(where: \.options.isSolution) else {
        throw ChapterError(.unfinishedExercise("solution"), at: exercise.location)
      }
      guard cells[solution...].contains(where: \.options.holdsConditions) else {
        throw ChapterError(.unfinishedExercise("expect"), at: exercise.location)
      }
    }
  }

  /// The cells below an exercise, down to the next one.
  private func cells(of exercise: Cell) -> ArraySlice<Cell> {
    cells[(exercise.index + 1)...].prefix { !$0.options.isExercise }
  }
}
