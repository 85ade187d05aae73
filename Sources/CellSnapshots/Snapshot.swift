import Foundation

/// A process that has run the cells up to some point of a chapter and waits, to go on from there as
/// often as it is asked to.
struct Snapshot: Sendable {
  let process: pid_t
  /// The pipe on which it is asked.
  let requests: URL

  /// Whether the process is still there.
  var isThere: Bool { writing { _ in true } }

  /// Asks for the next cells.
  ///
  /// - Parameter request: The file that says which.
  /// - Returns: Whether the process is still there.
  func ask(_ request: URL) -> Bool {
    let line = Array(request.path.utf8) + [0]
    return writing { write($0, line, line.count) == line.count }
  }

  private func writing(_ body: (Int32) -> Bool) -> Bool {
    // Without a reader a pipe can't be opened so.
    let file = open(requests.path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return body(file)
  }

  /// Ends the process, and with it all that have gone on from it.
  func end() { kill(process, SIGKILL) }
}
