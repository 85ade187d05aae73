import SourceModel

/// Why cells can't be run at all.
package enum ExecutionError: Error, Hashable, Sendable {
  /// A program that isn't installed.
  case missingTool(String)
  /// The package's library doesn't build; what the compiler said.
  case libraryDoesNotBuild(String)
  /// The package lies in a folder in which SwiftPM can't build; the folder.
  case folder(String)
  /// The package's manifest can't be read; what the package manager said.
  case manifest(String)
  /// The compiler's driver answered something unknown.
  case driver(String)
  /// Cells that ran before don't come to their end again; the first of them.
  case noSnapshot(SourceLocation?)
}

extension ExecutionError: CustomStringConvertible {
  /// What a tool said before it crashed, which it does on a full disk.
  private static func withoutBacktrace(_ output: String) -> Substring {
    output[..<(output.firstRange(of: "\n*** Signal ")?.lowerBound ?? output.endIndex)]
  }

  /// A sentence with what to do, and what the tool said below it.
  package var description: String {
    switch self {
    case .missingTool(let name):
      """
      error: '\(name)' isn't in PATH; install Swift 6.3 or later from swift.org and add its \
      usr/bin folder to PATH
      """
    case .libraryDoesNotBuild(let output):
      """
      error: the package's library doesn't build, so no cell can run; mend this first:
      \(Self.withoutBacktrace(output))
      """
    case .folder(let path):
      """
      error: SwiftPM can't build in a folder whose path has a quote, a backslash or a line break, as \
      \(path.debugDescription) has; rename the folder
      """
    case .manifest(let output):
      "error: Package.swift can't be read; mend this first:\n\(output)"
    case .driver(let output):
      "error: swiftc's plan for a program can't be read; is this Swift 6.3 or later?\n\(output)"
    case .noSnapshot(let location):
      """
      \(location.map { "\($0): " } ?? "")error: the cell came to its end before and doesn't now; \
      run the chapter again
      """
    }
  }
}
