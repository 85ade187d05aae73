import Foundation

/// A Git repository with empty commits, for what asks Git.
package struct Repository {
  private let folder: URL

  /// Makes a folder a repository.
  package init(in folder: URL) throws {
    self.folder = folder
    try git("init", "--quiet", "--initial-branch", "main")
  }

  package func commit(taggedAs tags: String...) throws {
    try git("commit", "--quiet", "--allow-empty", "--message", "A change")
    for tag in tags { try git("tag", tag) }
  }

  /// Does something on a branch of its own.
  package func onBranch(_ body: () throws -> Void) throws {
    try git("switch", "--quiet", "--create", "other")
    try body()
    try git("switch", "--quiet", "main")
  }

  private struct Failure: Error {
    let arguments: [String]
  }

  /// Runs Git without its user's settings.
  private func git(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["git", "-C", folder.path, "-c", "user.name=Tests", "-c", "user.email=tests@example.org"]
      + arguments
    process.environment = ProcessInfo.processInfo.environment.merging([
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
    ]) { $1 }
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(arguments: arguments) }
  }
}
