import BookRendering
import FlyingFox
import Foundation

/// What the server answers: pages, the files they refer to, what happens in a chapter as it happens, and
/// requests to run, stop and save. A path that isn't one of these leads nowhere: none is looked up
/// among files.
struct Routes: HTTPHandler {
  package let book: LiveBook

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let path = String((request.path.removingPercentEncoding ?? "").dropFirst())
    if request.method == .POST { return try await act(path, request) }
    if path == "events" { return try await events(request) }
    if path.isEmpty || path == "index.html" { return await page("index") }
    if path.hasSuffix(".html"), !path.contains("/"), try await book.file(path) == nil {
      return await page(String(path.dropLast(5)))
    }
    guard let data = try await book.file(path) else { return Self.nothing }
    return HTTPResponse(
      statusCode: .ok, headers: [.contentType: Self.type(of: path)], body: data)
  }

  private func page(_ name: String) async -> HTTPResponse {
    do {
      guard let html = try await book.page(name) else { return Self.nothing }
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: "text/html; charset=utf-8"], body: Data(html.utf8))
    } catch {
      return .text(.internalServerError, "\(error)")
    }
  }

  private static var nothing: HTTPResponse { .text(.notFound, "There is no such page.") }

  private static func type(of path: String) -> String {
    switch path.split(separator: ".").last {
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "gif": "image/gif"
    case "webp": "image/webp"
    case "avif": "image/avif"
    case "pdf": "application/pdf"
    case "html": "text/html; charset=utf-8"
    case "json": "application/json"
    case "txt", "md", "csv", "swift", "yml", "py": "text/plain; charset=utf-8"
    default: "application/octet-stream"
    }
  }

  private func events(_ request: HTTPRequest) async throws -> HTTPResponse {
    func value(_ name: String) -> String? { request.query.first { $0.name == name }?.value }
    // A script of another site's may open a socket, but always says where it comes from.
    guard request.headers[HTTPHeader("Origin")] != nil else { return Self.nothing }
    guard let chapter = value("chapter"), let client = value("client"),
      let events = try await book.follow(chapter, as: client)
    else { return Self.nothing }
    let socket = MessageFrameWSHandler(handler: Following(events: events))
    return try await WebSocketHTTPHandler(handler: socket).handleRequest(request)
  }

  // MARK: Doing something

  private struct Request: Decodable {
    var client: String
    var edits: [CodeSplice.Edit]?
    var code: String?
  }

  private func act(_ path: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    guard let wish = try? JSONDecoder().decode(Request.self, from: await request.bodyData) else {
      return .text(.badRequest, "The request can't be read.")
    }
    do {
      switch path {
      case "run":
        let ignored = try await book.run(wish.edits ?? [], by: wish.client)
        return try Self.json(["ignored": ignored])
      case "stop":
        await book.stop(wish.client)
        return try Self.json([:])
      case "colours":
        return .text(.ok, SyntaxHighlighter.html(wish.code ?? ""))
      case "save":
        guard let edit = wish.edits?.first else { return Self.nothing }
        let isSaved = try await book.save(edit, by: wish.client)
        return isSaved
          ? try Self.json([:]) : .text(.conflict, "The file has another text there by now.")
      default: return Self.nothing
      }
    } catch LiveBook.Refusal.noSuchChapter {
      return .text(.conflict, "The page isn't followed any more; load it again.")
    } catch LiveBook.Refusal.endsFence {
      return .text(.unprocessableContent, "A line of the code would end the cell's fence.")
    } catch {
      return .text(.unprocessableContent, "\(error)")
    }
  }

  private static func json(_ value: [String: [Int]]) throws -> HTTPResponse {
    HTTPResponse(
      statusCode: .ok, headers: [.contentType: "application/json"],
      body: try JSONEncoder().encode(value))
  }
}
