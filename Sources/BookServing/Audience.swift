import ChapterModel
import Foundation
import Synchronization

/// The pages that follow a chapter.
final class Audience: Sendable {
  typealias Stream = AsyncStream<LiveEvent>.Continuation
  private let streams = Mutex<[String: Stream]>([:])

  package func add(_ client: String, _ stream: Stream) { streams.withLock { $0[client] = stream } }
  package func remove(_ client: String) { streams.withLock { $0[client] = nil } }
  package var isEmpty: Bool { streams.withLock { $0.isEmpty } }

  func send(_ event: LiveEvent) {
    for stream in streams.withLock({ Array($0.values) }) { stream.yield(event) }
  }
}
