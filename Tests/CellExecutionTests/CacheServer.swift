import FlyingFox
import Foundation
import Synchronization

@testable import CellExecution

/// A server on loopback that keeps what is put, as those do that results are shared by.
actor CacheServer {
  private let server: HTTPServer
  private var running: Task<Void, any Error>?
  /// What is kept, by paths.
  var files: [String: Data] = [:]
  /// The requests so far: the method and the path.
  private(set) var requests: [String] = []
  /// What came with the last one to say who asks.
  private(set) var authorization: String?
  /// With what requests of a method are refused.
  private var refusals: [HTTPMethod: Int] = [:]

  /// Other tests may keep all processors busy while it answers.
  private static let patience = 600.0

  /// - Parameter isNewer: Whether it has an IPv6 address.
  init(isNewer: Bool = false) throws {
    server =
      isNewer
      ? HTTPServer(address: try .inet6(ip6: "::1", port: 0), timeout: Self.patience)
      : HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), timeout: Self.patience)
  }

  /// Starts it; its address.
  func start() async throws -> String {
    await server.appendRoute("*") { [self] in await answer($0) }
    running = Task { try await server.run() }
    try await server.waitUntilListening(timeout: Self.patience)
    switch await server.listeningAddress {
    case .ip4(_, let port)?: return "http://127.0.0.1:\(port)"
    case .ip6(_, let port)?: return "http://[::1]:\(port)"
    default: return ""
    }
  }

  func stop() async { await server.stop() }

  func refuse(_ method: HTTPMethod, with status: Int) { refusals[method] = status }

  func keep(_ data: Data, at path: String) { files[path] = data }

  private func answer(_ request: HTTPRequest) async -> HTTPResponse {
    requests.append("\(request.method.rawValue) \(request.path)")
    authorization = request.headers[.authorization]
    if let status = refusals[request.method] {
      return HTTPResponse(statusCode: HTTPStatusCode(status, phrase: "no"))
    }
    switch request.method {
    case .PUT:
      files[request.path] = try? await request.bodyData
      return HTTPResponse(statusCode: .created)
    default:
      guard let data = files[request.path] else { return HTTPResponse(statusCode: .notFound) }
      return HTTPResponse(statusCode: .ok, body: data)
    }
  }
}

/// What a cache has complained of.
final class Complaints: Sendable {
  private let texts = Mutex<[String]>([])

  var all: [String] { texts.withLock(\.self) }

  func add(_ text: String) { texts.withLock { $0.append(text) } }
}
