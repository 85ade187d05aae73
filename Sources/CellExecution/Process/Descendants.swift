import CellRuntime
import Foundation

/// The processes that a run's program has started, whatever group or session they have moved to.
///
/// They carry the run's word in the environment they were started with.
package struct Descendants {
  package let word: String

  /// Ends them all.
  package func kill() {
    for process in Self.processes where includes(process) { _ = Foundation.kill(process, SIGKILL) }
  }

  /// Whether a process is one of them.
  func includes(_ process: pid_t) -> Bool {
    Self.environment(of: process).contains(Array("\(RuntimeVariable.run)=\(word)".utf8))
  }

  /// All that run on this machine.
  static var processes: [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }
  }

  /// Other users' processes can't be read, and are none of ours.
  private static func environment(of process: pid_t) -> [[UInt8]] {
    ProcessFile("environ", of: process).bytes.split(separator: 0).map { Array($0) }
  }
}

/// A process and those it has started, for what they use together.
struct ProcessFamily {
  private let process: pid_t
  private let descendants: Descendants
  private var members: Set<pid_t> = []
  /// Processes that have been looked at.
  private var seen: Set<pid_t> = []
  private var round = 0

  /// Looking at all processes of a machine takes longer than looking at one.
  private static let roundsBetweenSearches = 5

  /// - Parameter word: The word of the run.
  init(of process: pid_t, word: String) {
    self.process = process
    descendants = Descendants(word: word)
  }

  /// The bytes of memory that they have, as exactly as it takes to know whether that is more than a limit.
  mutating func memory(upTo limit: Int) -> Int {
    round += 1
    if round % Self.roundsBetweenSearches == 0 { search() }
    let all = members.union([process])
    let resident = all.reduce(0) { $0 + Self.resident($1) }
    guard resident > limit, all.count > 1 else { return resident }
    // What a fork shares with its parent counts once.
    return all.reduce(0) { $0 + Self.proportional($1) }
  }

  private mutating func search() {
    let all = Descendants.processes
    members.formUnion(all.filter { !seen.contains($0) && descendants.includes($0) })
    members.formIntersection(all)
    seen = Set(all)
  }

  /// How long a process could have run and another had the processor.
  static func timeInQueue(of process: pid_t) -> Duration {
    .nanoseconds(ProcessFile("schedstat", of: process).numbers.dropFirst().first ?? 0)
  }

  /// The bytes that a process has resident, 0 if it is gone.
  private static func resident(_ process: pid_t) -> Int {
    let pages = ProcessFile("statm", of: process).numbers.dropFirst().first ?? 0
    return pages * Int(getpagesize())
  }

  /// The same, where each page counts by the number of processes that share it.
  private static func proportional(_ process: pid_t) -> Int {
    let lines = String(decoding: ProcessFile("smaps_rollup", of: process).bytes, as: UTF8.self)
      .split(separator: "\n")
    let line = lines.first { $0.hasPrefix("Pss:") }
    let amount = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return amount.map { $0 * 1024 } ?? resident(process)
  }
}

/// A file in which the system tells about a process.
private struct ProcessFile {
  let bytes: [UInt8]

  init(_ name: String, of process: pid_t) {
    guard let file = fopen("/proc/\(process)/\(name)", "r") else {
      bytes = []
      return
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 12)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk.prefix(count)
    }
    self.bytes = bytes
  }

  /// The numbers of a file that holds nothing else.
  var numbers: [Int] {
    String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }.compactMap { Int($0) }
  }
}
