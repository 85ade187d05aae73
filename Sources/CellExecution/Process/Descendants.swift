import CellRuntime
import Foundation

/// The processes that a run's program has started, whatever group or session they have moved to.
///
/// They carry the run's word in the environment they were started with.
struct Descendants {
  let word: String

  func kill() {
    for process in ProcessTable.processes where includes(process) {
      _ = Foundation.kill(process, SIGKILL)
    }
  }

  /// Whether a process is one of them.
  func includes(_ process: pid_t) -> Bool {
    ProcessTable.environment(of: process).contains(Array("\(RuntimeVariable.run)=\(word)".utf8))
  }
}
