import ChapterModel
import SourceModel

extension CellFailure {
  /// Why an exercise isn't solved, for the reader who tries.
  func objection(to exercise: Cell) -> String {
    switch reason {
    case .unmet(let demand):
      return "Not yet: \(demand)"
    case .notCompiled(let diagnostics):
      let errors = diagnostics.filter { $0.severity == .error }
      return "Not yet: it doesn't compile.\n" + errors.map { $0.excerpt(of: exercise) }.joined()
    default:
      return "Not yet: \(sentence)"
    }
  }
}
