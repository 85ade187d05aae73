import Foundation

/// The processes that a run's program has started, whatever group or session they have moved to.
///
/// They carry the run's word in the environment they were started with.
struct Descendants {
  /// The variable that holds the word.
  static let variable = "CHAPTERS_RUN"

  let word: String

  /// Ends them all.
  func kill() {
    let entry = Array("\(Self.variable)=\(word)".utf8)
    for process in Self.processes where Self.environment(of: process).contains(entry) {
      _ = Foundation.kill(process, SIGKILL)
    }
  }

  private static var processes: [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }
  }

  /// Other users' processes can't be read, and are none of ours.
  private static func environment(of process: pid_t) -> [[UInt8]] {
    guard let file = fopen("/proc/\(process)/environ", "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk.prefix(count)
    }
    return bytes.split(separator: 0).map { Array($0) }
  }
}
