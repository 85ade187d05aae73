import FlyingFox
import Foundation

/// Checks every request, those for a WebSocket too, before the routes see it. Only pages of this book are
/// answered, in a browser that opened the printed address.
///
/// The threats, and what stops each:
/// - A page of another site, open in the same browser, asks to run code or reads what is served: `Origin`,
///   `Sec-Fetch-Site`, and a cookie that isn't sent across sites.
/// - A name of another site resolves to this machine (DNS rebinding): `Host`.
/// - Another user of the machine connects: the token.
/// - A path leads out of the site: dots and encoded separators are refused.
/// - A body fills the memory: ``largestBody``.
struct AccessControl: HTTPHandler {
  /// The values of `Host` that are accepted, `127.0.0.1:PORT` among them.
  let hosts: Set<String>
  /// The secret in the printed address.
  let token: String
  /// The name of the cookie that holds the token; another for each port, since ports share their cookies.
  let cookie: String
  let routes: any HTTPHandler

  /// The bytes that the body of a request may have.
  static let largestBody = 1 << 20

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    var response: HTTPResponse
    if let refusal = refusal(of: request) {
      response = refusal
    } else if let answer = authentication(of: request) {
      response = answer
    } else {
      response = try await routes.handleRequest(request)
    }
    for (name, value) in Self.headers { response.headers[HTTPHeader(name)] = value }
    // The body of a refused request isn't read.
    if response.statusCode.code >= 400 { response.headers[.connection] = "close" }
    return response
  }

  /// Scripts and styles come from this server alone, WebAssembly and threads from them; no other site may show a page in
  /// a frame.
  private static let headers = [
    "Content-Security-Policy": """
    default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'self'
    """,
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "no-store",
  ]

  /// The response to a request that breaks a rule; nil if it breaks none.
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
      // A form of another site can't send this type, and a script there can't without its Origin.
      guard request.headers[.contentType] == "application/json",
        request.headers[HTTPHeader("Origin")] != nil
      else { return .text(.unsupportedMediaType, "A request to do something is JSON.") }
      guard let length = request.headers[.contentLength].flatMap({ Int($0) }) else {
        return .text(.lengthRequired, "How long is it?")
      }
      guard length <= Self.largestBody else {
        return .text(.payloadTooLarge, "This is too long: at most \(Self.largestBody) bytes.")
      }
      return nil
    default: return .text(.methodNotAllowed, "GET, HEAD and POST are answered.")
    }
  }

  /// Moves the token from the address into a cookie, and refuses a request that has neither.
  ///
  /// - Returns: nil for a request with the cookie.
  private func authentication(of request: HTTPRequest) -> HTTPResponse? {
    if let given = request.query.first(where: { $0.name == "token" })?.value {
      guard isToken(given) else { return Self.forbidden }
      let path = request.target.path(percentEncoded: true)
      var response = HTTPResponse(statusCode: .seeOther)
      response.headers[HTTPHeader("Location")] = path
      response.headers[HTTPHeader("Set-Cookie")] =
        "\(cookie)=\(token); Path=/; HttpOnly; SameSite=Strict"
      return response
    }
    let cookies = (request.headers[HTTPHeader("Cookie")] ?? "").split(separator: ";")
    let own = cookies.map { $0.drop { $0 == " " } }.first { $0.hasPrefix(cookie + "=") }
    guard let own, isToken(String(own.dropFirst(cookie.count + 1))) else {
      return Self.forbidden
    }
    return nil
  }

  private static var forbidden: HTTPResponse {
    .text(.forbidden, "Open the address that 'chapters serve' printed, token and all.")
  }

  /// Compares in constant time, so that the time doesn't tell how many characters are right.
  private func isToken(_ text: String) -> Bool {
    let (given, own) = (Array(text.utf8), Array(token.utf8))
    guard given.count == own.count else { return false }
    return zip(given, own).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension HTTPResponse {
  /// A response of one line of plain text.
  static func text(_ status: HTTPStatusCode, _ text: String) -> HTTPResponse {
    HTTPResponse(
      statusCode: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: Data((text + "\n").utf8))
  }
}
