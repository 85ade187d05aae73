import Foundation
import Synchronization

/// The process groups of cells that run now, and the folders made for them: what has to go when we
/// do.
public final class RunningProcesses: Sendable {
  /// Those of this process.
  public static let shared = RunningProcesses()

  private let groups = Mutex<Set<pid_t>>([])
  private let folders = Mutex<Set<URL>>([])

  private init() {}

  func insert(_ group: pid_t) { groups.withLock { _ = $0.insert(group) } }
  func remove(_ group: pid_t) { groups.withLock { _ = $0.remove(group) } }
  func insert(_ folder: URL) { folders.withLock { _ = $0.insert(folder) } }

  func remove(_ folder: URL) {
    folders.withLock { _ = $0.remove(folder) }
    try? FileManager.default.removeItem(at: folder)
  }

  /// Ends them all, at once, and removes their files.
  public func end() {
    groups.withLock { $0.forEach { kill(-$0, SIGKILL) } }
    folders.withLock { $0.forEach { try? FileManager.default.removeItem(at: $0) } }
  }
}
