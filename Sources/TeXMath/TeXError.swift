import SourceModel

/// Why a formula can't be read.
package struct TeXError: Error, Hashable {
  /// What is wrong and what to do, without the place.
  package let message: String
  /// Where in the formula, in bytes from its start.
  package let offset: Int
}

extension TeXError {
  static func unknown(command: String, at offset: Int) -> TeXError {
    let near = Suggestion.text(for: command, in: TeXCommands.all).replacing(
      "mean '", with: "mean '\\")
    return TeXError(
      message: "'\\\(command)' is not a command that formulas know\(near)", offset: offset)
  }

  static func unknown(environment: String, at offset: Int) -> TeXError {
    let known = TeXEnvironment.names
    return TeXError(
      message: """
        '\(environment)' is not an environment that formulas know\
        \(Suggestion.text(for: environment, in: known)); known are \(known.joined(separator: ", "))
        """, offset: offset)
  }

  static func expected(_ what: String, found: TeXReader.Token?, at offset: Int) -> TeXError {
    let found =
      switch found {
      case .command(let name)?: "'\\\(name)'"
      case .character(let character)?: "'\(character)'"
      case nil: "the formula's end"
      }
    return TeXError(message: "there should be \(what) before \(found)", offset: offset)
  }
}
