import FlyingFox
import Foundation

/// A page's socket: what happens in its chapter is sent to it as JSON; what it says is passed over.
///
/// A socket, because browsers allow six streams of events for all pages of a server together.
struct Following: WSMessageHandler {
  package let events: AsyncStream<LiveEvent>

  func makeMessages(for client: AsyncStream<WSMessage>) async throws -> AsyncStream<WSMessage> {
    AsyncStream { continuation in
      let sending = Task {
        for await event in events {
          guard let data = try? JSONEncoder().encode(event) else { continue }
          continuation.yield(.text(String(decoding: data, as: UTF8.self)))
        }
        continuation.finish()
      }
      let listening = Task {
        for await _ in client {}
        sending.cancel()
      }
      continuation.onTermination = { _ in
        sending.cancel()
        listening.cancel()
      }
    }
  }
}
