import Foundation

/// A process that has run the cells up to some point of a chapter and waits, to go on from there as
/// often as it is asked to.
struct Snapshot: Sendable {
  /// The process.
  let process: pid_t
  /// The pipe on which it is asked.
  let requests: URL

  /// Asks for the next cells.
  ///
  /// - Parameter request: The file that says which.
  /// - Returns: Whether the process is still there.
  func ask(_ request: URL) -> Bool {
    // Without a reader a pipe can't be opened so.
    let file = open(requests.path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    let line = Array(request.path.utf8) + [0]
    return write(file, line, line.count) == line.count
  }

  /// Ends the process, and with it all that have gone on from it.
  func end() { kill(process, SIGKILL) }
}
