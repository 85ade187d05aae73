/// Why twins can't be run.
package enum TwinError: Error, CustomStringConvertible {
  /// None of the interpreters has its environment variable set.
  case noInterpreter([String])
  /// The interpreter can't be started.
  case cannotStart(String)
  /// The interpreter can't import a module; the reason is Python's.
  case missingModule(String, python: String, reason: String)
  /// Python ended before all twins had run.
  case ended(String)

  /// One sentence with what to do.
  package var description: String {
    switch self {
    case .noInterpreter(let names):
      """
      error: no twin can run, since 'python' under 'twins' names only variables that aren't set: \
      \(names.joined(separator: ", "))
      """
    case .cannotStart(let python):
      """
      error: '\(python)' can't be run, so no twin can; install Python, or name another as 'python' under \
      'twins' in book.yml
      """
    case .missingModule(let module, let python, let reason):
      """
      error: '\(python)' can't import '\(module)', so no twin can run (\(reason)); install it there, or \
      name another interpreter as 'python' under 'twins' in book.yml
      """
    case .ended(let python): "error: '\(python)' ended before all twins had run"
    }
  }
}
