import FlyingFox
import Foundation

/// Sends a page the events of its chapter as JSON, over a WebSocket. What the page sends is ignored.
///
/// Server-sent events wouldn't do: browsers allow six such streams for all pages of a server together.
struct EventSocket: WSMessageHandler {
  let events: AsyncStream<LiveEvent>

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
