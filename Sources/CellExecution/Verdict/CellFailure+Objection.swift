import CellRuntime
import ChapterModel
import SourceModel

extension CellFailure {
  /// Why an exercise isn't solved, for the reader who tries.
  func objection(to exercise: Cell) -> String {
    switch reason {
    case .trapped(let message?) where message.hasPrefix(unmetCondition):
      return "Not yet: \(message.dropFirst(unmetCondition.count))"
    case .notCompiled(let diagnostics):
      let errors = diagnostics.filter { $0.severity == .error }
      return "Not yet: it doesn't compile.\n" + errors.map { $0.excerpt(of: exercise) }.joined()
    default:
      return "Not yet: \(sentence)"
    }
  }
}
