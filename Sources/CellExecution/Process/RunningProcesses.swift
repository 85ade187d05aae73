import Foundation
import Synchronization

/// The programs that run now, and the folders made for them: what has to go when we do.
package final class RunningProcesses: Sendable {
  package static let shared = RunningProcesses()

  /// Process groups, and the word of each run.
  private let groups = Mutex<[pid_t: String]>([:])
  private let folders = Mutex<Set<URL>>([])

  private init() {}

  package func insert(_ group: pid_t, _ word: String) { groups.withLock { $0[group] = word } }
  package func insert(_ folder: URL) { folders.withLock { _ = $0.insert(folder) } }

  /// Leaves a program to somebody else, who will end it.
  package func forget(_ group: pid_t) { groups.withLock { $0[group] = nil } }

  /// Ends a program and all that it started.
  package func end(_ group: pid_t) {
    guard let word = groups.withLock({ $0.removeValue(forKey: group) }) else { return }
    kill(-group, SIGKILL)
    Descendants(word: word).kill()
  }

  /// Removes a folder, unless that has been done; two that do it at once would leave some of it.
  package func remove(_ folder: URL) {
    folders.withLock { folders in
      guard folders.remove(folder) != nil else { return }
      try? FileManager.default.removeItem(at: folder)
    }
  }

  /// Ends them all and removes their files, then leaves with an exit code; no other thread makes
  /// new ones meanwhile, or leaves with another code because its program has ended.
  package func end(exitingWith code: Int32) -> Never {
    folders.withLock { folders -> Never in
      for group in groups.withLock({ Array($0.keys) }) { end(group) }
      for folder in folders { try? FileManager.default.removeItem(at: folder) }
      _exit(code)
    }
  }
}
