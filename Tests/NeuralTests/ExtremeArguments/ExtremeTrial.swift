import Foundation

@testable import Neural

/// Calls that are each run in a fork of this process.
final class ExtremeTrial {
  /// Whether all pairs of arguments are tried, by `EXTREME_ARGUMENTS=all`; else some of them, in turn.
  static let triesAll = ProcessInfo.processInfo.environment["EXTREME_ARGUMENTS"] == "all"

  /// What was wrong, by the calls' names and arguments.
  private(set) var problems: [String] = []
  private(set) var count = 0
  /// How many took too long to see their end.
  private(set) var unfinishedCount = 0

  init() {
    // A tensor that would take all memory is refused for this. The address sanitizer itself takes more
    // addresses, and has a limit of its own.
    #if !SANITIZED
      var limit = rlimit(rlim_cur: 4 << 30, rlim_max: 4 << 30)
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    #endif
  }

  /// Calls `body` with pairs of places below a number: with all of them, or with one of `step`.
  func each(_ count: Int, every step: Int, _ body: (Int, Int) throws -> Void) rethrows {
    for pair in stride(from: 0, to: count * count, by: Self.triesAll ? 1 : step) {
      try body(pair / count, pair % count)
    }
  }

  /// One of the shapes, in turn.
  func shape(_ number: Int, _ place: Int) -> [Int] {
    ExtremeCalls.shapes[(number * 3 + place) % ExtremeCalls.shapes.count]
  }

  func run(_ name: String, _ call: () -> Void) throws {
    count += 1
    let refusal = try Refusal {
      alarm(10)
      call()
    }
    guard let refusal, !refusal.isWorded else { return }
    if refusal.isAlarm {
      unfinishedCount += 1
    } else {
      problems.append("\(name): \(refusal.message)")
    }
  }
}
