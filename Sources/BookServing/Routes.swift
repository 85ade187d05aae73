import BookRendering
import FlyingFox
import Foundation

/// Answers requests: pages and the files they refer to, a WebSocket with a chapter's events, and commands
/// to run, stop and save. No path is looked up in the file system.
struct Routes: HTTPHandler {
  let book: LiveBook

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let path = String((request.path.removingPercentEncoding ?? "").dropFirst())
    if request.method == .POST { return try await act(path, request) }
    if path == "events" { return try await events(request) }
    if path.isEmpty || path == "index.html" { return await page("index") }
    if path.hasSuffix(".html"), !path.contains("/"), try await book.file(path) == nil {
      return await page(String(path.dropLast(5)))
    }
    guard let data = try await book.file(path) else { return Self.notFound }
    return HTTPResponse(
      statusCode: .ok, headers: [.contentType: Self.type(of: path)], body: data)
  }

  private func page(_ name: String) async -> HTTPResponse {
    do {
      guard let html = try await book.page(name) else { return Self.notFound }
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: "text/html; charset=utf-8"], body: Data(html.utf8))
    } catch {
      return .text(.internalServerError, "\(error)")
    }
  }

  private static var notFound: HTTPResponse { .text(.notFound, "There is no such page.") }

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
    // A script of another site may open a WebSocket, but can't leave Origin out.
    guard request.headers[HTTPHeader("Origin")] != nil else { return Self.notFound }
    guard let chapter = value("chapter"), let client = value("client"),
      let events = try await book.follow(chapter, as: client)
    else { return Self.notFound }
    let socket = MessageFrameWSHandler(handler: EventSocket(events: events))
    return try await WebSocketHTTPHandler(handler: socket).handleRequest(request)
  }

  // MARK: Commands

  private struct Command: Decodable {
    var client: String
    var edits: [CodeSplice.Edit]?
    /// What the reader has chosen with controls: values by labels.
    var choices: [String: String]?
    /// The page's own number for a run.
    var run: Int?
    var code: String?
    var cell: Int?
    var offset: Int?
    var format: String?
  }

  private func act(_ path: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    guard let command = try? JSONDecoder().decode(Command.self, from: await request.bodyData) else {
      return .text(.badRequest, "The request can't be read.")
    }
    do {
      switch path {
      case "run":
        try await book.run(
          command.edits ?? [], choices: command.choices ?? [:], number: command.run ?? 0,
          by: command.client)
        return Self.json(bytes: Array("{}".utf8))
      case "stop":
        await book.stop(command.client)
        return Self.json(bytes: Array("{}".utf8))
      case "copy":
        let copy = try await book.copy(
          command.edits ?? [], format: command.format ?? "", for: command.client)
        return HTTPResponse(
          statusCode: .ok, headers: [.contentType: "application/octet-stream"],
          body: Data(copy.bytes))
      case "names":
        return Self.json(bytes: try await book.names(for: command.client))
      case "colours":
        return .text(.ok, SyntaxHighlighter.html(command.code ?? ""))
      case "complete", "help", "problems":
        return try await assist(path, command)
      case "save":
        guard let edit = command.edits?.first else { return Self.notFound }
        let isSaved = try await book.save(edit, by: command.client)
        return isSaved
          ? Self.json(bytes: Array("{}".utf8))
          : .text(.conflict, "The file has another text there by now.")
      default: return Self.notFound
      }
    } catch LiveBook.Refusal.noSuchChapter {
      return .text(.conflict, "The page isn't followed any more; load it again.")
    } catch LiveBook.Refusal.noSuchFormat {
      return .text(.badRequest, "There is no such format.")
    } catch LiveBook.Refusal.endsFence {
      return .text(.unprocessableContent, "A line of the code would end the cell's fence.")
    } catch {
      return .text(.unprocessableContent, "\(error)")
    }
  }

  /// Answers about code that is being written.
  private func assist(_ path: String, _ command: Command) async throws -> HTTPResponse {
    guard let cell = command.cell, let code = command.code else { return Self.notFound }
    let (assistant, place) = try await book.assistant(for: command.client, cell: cell)
    let offset = min(max(command.offset ?? 0, 0), code.utf16.count)
    switch path {
    case "complete":
      let found = try await assistant.completions(code, in: place, at: offset)
      return Self.json(bytes: Array(try JSONEncoder().encode(found)))
    case "help":
      let note = try await assistant.help(code, in: place, at: offset)
      return Self.json(bytes: await book.json(of: note, in: assistant.chapter))
    default:
      let problems = try await assistant.problems(code, in: place)
      return Self.json(bytes: Array(try JSONEncoder().encode(problems)))
    }
  }

  private static func json(bytes: [UInt8]) -> HTTPResponse {
    HTTPResponse(
      statusCode: .ok, headers: [.contentType: "application/json"], body: Data(bytes))
  }
}
