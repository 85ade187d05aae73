import Synchronization

/// The open pages that are told what changes in a chapter.
final class Subscribers: Sendable {
  typealias Stream = AsyncStream<LiveEvent>.Continuation
  private let streams = Mutex<[String: Stream]>([:])

  func add(_ client: String, _ stream: Stream) { streams.withLock { $0[client] = stream } }
  func remove(_ client: String) { streams.withLock { $0[client] = nil } }
  var isEmpty: Bool { streams.withLock { $0.isEmpty } }

  func send(_ event: LiveEvent) {
    for stream in streams.withLock({ Array($0.values) }) { stream.yield(event) }
  }
}
