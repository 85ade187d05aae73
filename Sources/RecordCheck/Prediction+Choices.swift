import ChapterModel

extension Prediction {
  /// Whether a choice is what a cell puts out, by the rules of the book.
  package func isRight(
    _ choice: Choice, for output: String, by comparison: OutputComparison
  ) -> Bool {
    comparison.areEqual(choice.text + "\n", output)
  }
}
