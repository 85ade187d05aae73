import Foundation

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
    let resident = all.reduce(0) { $0 + ProcessTable.residentMemory(of: $1) }
    guard resident > limit, all.count > 1 else { return resident }
    // What a fork shares with its parent counts once.
    return all.reduce(0) { $0 + ProcessTable.proportionalMemory(of: $1) }
  }

  private mutating func search() {
    let all = Set(ProcessTable.processes)
    members.formUnion(all.filter { !seen.contains($0) && descendants.includes($0) })
    members.formIntersection(all)
    seen = all
  }
}
