import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Sends requests, each within a time and with a limit on what comes back.
final class HTTPClient: NSObject, Sendable {
  struct Response: Sendable {
    var status = 0
    var body = Data()
  }

  /// Why there is no response.
  enum Failure: Error, Hashable {
    /// Its body is longer than the client reads.
    case tooLong
    /// It wasn't whole within these seconds.
    case timedOut(Double)
    /// The system's words.
    case unreachable(String)
  }

  private struct Exchange {
    var continuation: CheckedContinuation<Response, any Error>
    var response = Response()
    var failure: Failure?
  }

  private let exchanges = Mutex<[Int: Exchange]>([:])
  private let seconds: Double
  private let longestBody: Int

  /// - Parameters:
  ///   - seconds: How long an exchange may take.
  ///   - longestBody: How many bytes a response may have.
  init(seconds: Double, longestBody: Int) {
    (self.seconds, self.longestBody) = (seconds, longestBody)
  }

  /// A session whose exchanges this client follows; connections stay open within it.
  func session() -> URLSession {
    let settings = URLSessionConfiguration.ephemeral
    settings.urlCache = nil
    // The deadline of each exchange comes first.
    settings.timeoutIntervalForRequest = 10 * seconds + 60
    return URLSession(configuration: settings, delegate: self, delegateQueue: nil)
  }

  /// - Throws: `Failure`.
  func send(_ request: URLRequest, in session: URLSession) async throws -> Response {
    #if canImport(FoundationNetworking)
      let exchange = NumericExchange(request, seconds: seconds, longestBody: longestBody)
      if let exchange { return try await exchange.answer() }
    #endif
    let task = session.dataTask(with: request)
    let number = task.taskIdentifier
    var deadline: Task<Void, any Error>?
    defer { deadline?.cancel() }
    return try await withCheckedThrowingContinuation { continuation in
      exchanges.withLock { $0[number] = Exchange(continuation: continuation) }
      deadline = Task {
        try await Task.sleep(for: .seconds(seconds))
        exchanges.withLock { $0[number]?.failure = .timedOut(seconds) }
        task.cancel()
      }
      task.resume()
    }
  }
}

extension HTTPClient: URLSessionDataDelegate {
  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    exchanges.withLock { $0[dataTask.taskIdentifier]?.response.status = status }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let number = dataTask.taskIdentifier
    let isTooLong = exchanges.withLock { exchanges in
      let count = (exchanges[number]?.response.body.count ?? 0) + data.count
      guard count > longestBody else {
        exchanges[number]?.response.body.append(data)
        return false
      }
      exchanges[number]?.failure = .tooLong
      return true
    }
    if isTooLong { dataTask.cancel() }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    let number = task.taskIdentifier
    guard let exchange = exchanges.withLock({ $0.removeValue(forKey: number) }) else { return }
    let failure = exchange.failure ?? error.map { self.failure(of: $0) }
    if let failure {
      exchange.continuation.resume(throwing: failure)
    } else {
      exchange.continuation.resume(returning: exchange.response)
    }
  }
}

extension HTTPClient {
  /// The session's own deadline may come first, where the system is too busy for ours.
  private func failure(of error: any Error) -> Failure {
    (error as? URLError)?.code == .timedOut
      ? .timedOut(seconds) : .unreachable(error.localizedDescription)
  }
}

extension HTTPClient.Failure: CustomStringConvertible {
  var description: String {
    switch self {
    case .tooLong: "it answers with more than a result can be"
    case .timedOut(let seconds): "it has not answered within \(seconds.formatted()) s"
    case .unreachable(let reason): reason
    }
  }
}
