import Synchronization

/// Why pages don't say what names are, where SourceKit couldn't be asked: once for all chapters.
package final class MissingNames: Sendable {
  private let first = Mutex<String?>(nil)

  init() {}

  func note(_ error: any Error) {
    guard !(error is CancellationError) else { return }
    first.withLock { $0 = $0 ?? "\(error)" }
  }

  /// The first reason, with what to do; nil if there is none.
  package var reason: String? { first.withLock(\.self) }
}
