import FlyingSocks
import Foundation
import Synchronization

/// The connections that are open, and until when something has to happen on each. Who lets that time
/// pass is sent away, so that nobody slow holds what others wait for.
final class Visitors: Sendable {
  private struct Visitor {
    let socket: Socket
    var deadline: ContinuousClock.Instant?
    /// Whether it is a page that follows a chapter, which may be quiet for hours.
    var isPage = false
    var isLeaving = false

    /// What reads from it or writes to it finds it ended, and closes it.
    mutating func sendAway() {
      isLeaving = true
      shutdown(socket.file.rawValue, Int32(SHUT_RDWR))
    }
  }

  private let visitors = Mutex<(next: Int, open: [Int: Visitor])>((0, [:]))

  /// How many there are.
  package var count: Int { visitors.withLock { $0.open.count } }

  /// Notes a connection; returns its number.
  func enter(_ socket: Socket) -> Int {
    visitors.withLock { visitors in
      visitors.next += 1
      visitors.open[visitors.next] = Visitor(socket: socket)
      return visitors.next
    }
  }

  /// Forgets a connection, which may be closed only then: its number among the files is soon another's.
  func leave(_ number: Int) { visitors.withLock { $0.open[number] = nil } }

  /// Gives a connection so many seconds; nil for as many as it likes.
  func expect(_ number: Int, within seconds: Double?) {
    let deadline = seconds.map { ContinuousClock.now + .seconds($0) }
    visitors.withLock { $0.open[number]?.deadline = deadline }
  }

  /// A connection has become a page's socket.
  package func stays(_ number: Int) { visitors.withLock { $0.open[number]?.isPage = true } }

  /// Sends those away whose time is over.
  func sendAwayLate(at now: ContinuousClock.Instant = .now) {
    visitors.withLock { visitors in
      for (number, visitor) in visitors.open where visitor.deadline ?? now < now {
        visitors.open[number]?.sendAway()
      }
    }
  }

  /// Makes room: sends away who has been there for the longest and isn't a page.
  func sendAwayOldest() {
    visitors.withLock { visitors in
      let plain = visitors.open.filter { !$0.value.isPage && !$0.value.isLeaving }
      if let oldest = plain.keys.min() { visitors.open[oldest]?.sendAway() }
    }
  }
}
