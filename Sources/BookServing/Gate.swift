import BookRendering
import FlyingFox
import Foundation

/// The one place that every request passes, sockets too: it lets in only pages of this book, opened
/// by somebody who knows the address that was printed.
///
/// What it is against: a page of another site that the reader has open asks this server to run code or
/// to tell what it has (refused by `Origin`, by what the browser says of where a request comes from,
/// and for want of the cookie); a name of somebody else's that leads to this machine (refused by
/// `Host`); another user of the machine (who doesn't know the token); paths that lead out of the site;
/// bodies without end.
struct Gate: HTTPHandler {
  /// The names under which this server may be asked, `127.0.0.1:PORT` among them.
  let hosts: Set<String>
  /// What only those know who were told the address.
  let token: String
  /// The name of the cookie that the token becomes; its own for each port.
  let cookie: String
  let inner: any HTTPHandler

  /// How large the body of a request may be, in bytes.
  static let largestBody = 1 << 20

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    var response: HTTPResponse
    if let refusal = refusal(of: request) {
      response = refusal
    } else if let entrance = entrance(for: request) {
      response = entrance
    } else {
      response = try await inner.handleRequest(request)
    }
    for (name, value) in Self.headers { response.headers[HTTPHeader(name)] = value }
    // What wasn't read of a body that is refused is nobody's business any more.
    if response.statusCode.code >= 400 { response.headers[.connection] = "close" }
    return response
  }

  /// Scripts and styles come from this server alone; nobody else may show a page in a frame.
  private static let headers = [
    "Content-Security-Policy": """
    default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'self'
    """,
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "no-store",
  ]

  /// Why a request isn't answered; nil if it is.
  private func refusal(of request: HTTPRequest) -> HTTPResponse? {
    guard let host = request.headers[.host]?.lowercased(), hosts.contains(host) else {
      return .text(.misdirectedRequest, "This server answers to \(hosts.sorted()[0]) only.")
    }
    if let origin = request.headers[HTTPHeader("Origin")], origin.lowercased() != "http://\(host)" {
      return .text(.forbidden, "Only pages of this book may ask.")
    }
    let site = request.headers[HTTPHeader("Sec-Fetch-Site")] ?? "none"
    guard ["same-origin", "none"].contains(site) else {
      return .text(.forbidden, "Only pages of this book may ask.")
    }
    let path = request.target.path(percentEncoded: true).lowercased()
    let isPlain = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    guard isPlain, path.hasPrefix("/"), !path.contains(".."), !path.contains("%2e"),
      !path.contains("%2f"), !path.contains("%5c"), !path.contains("%00"), !path.contains("//")
    else { return .text(.badRequest, "There is no such path.") }
    return methodRefusal(of: request)
  }

  private func methodRefusal(of request: HTTPRequest) -> HTTPResponse? {
    switch request.method {
    case .GET, .HEAD: return nil
    case .POST:
      // A form of another site's can't send this, and a script of its own not without Origin.
      guard request.headers[.contentType] == "application/json",
        request.headers[HTTPHeader("Origin")] != nil
      else { return .text(.unsupportedMediaType, "A request to do something is JSON.") }
      guard let length = request.headers[.contentLength].flatMap({ Int($0) }) else {
        return .text(.lengthRequired, "How long is it?")
      }
      guard length <= Self.largestBody else {
        return .text(.payloadTooLarge, "At most \(Self.largestBody) bytes.")
      }
      return nil
    default: return .text(.methodNotAllowed, "GET, HEAD and POST are answered.")
    }
  }

  /// Takes the token from the address into a cookie; refuses those who have neither.
  private func entrance(for request: HTTPRequest) -> HTTPResponse? {
    if let given = request.query.first(where: { $0.name == "token" })?.value {
      guard isToken(given) else { return Self.closed }
      let path = request.target.path(percentEncoded: true)
      var response = HTTPResponse(statusCode: .seeOther)
      response.headers[HTTPHeader("Location")] = path
      response.headers[HTTPHeader("Set-Cookie")] =
        "\(cookie)=\(token); Path=/; HttpOnly; SameSite=Strict"
      return response
    }
    let cookies = (request.headers[HTTPHeader("Cookie")] ?? "").split(separator: ";")
    let own = cookies.map { $0.drop { $0 == " " } }.first { $0.hasPrefix(cookie + "=") }
    guard let own, isToken(String(own.dropFirst(cookie.count + 1))) else { return Self.closed }
    return nil
  }

  private static var closed: HTTPResponse {
    .text(.forbidden, "Open the address that 'chapters serve' printed, token and all.")
  }

  /// Compares without telling by its time how much was right.
  private func isToken(_ text: String) -> Bool {
    let (given, own) = (Array(text.utf8), Array(token.utf8))
    guard given.count == own.count else { return false }
    return zip(given, own).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension HTTPResponse {
  /// A sentence.
  package static func text(_ status: HTTPStatusCode, _ text: String) -> HTTPResponse {
    HTTPResponse(
      statusCode: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: Data((text + "\n").utf8))
  }
}
