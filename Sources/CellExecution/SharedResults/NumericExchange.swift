import Foundation
import SourceModel

#if canImport(FoundationNetworking)
  import FoundationNetworking

  /// A request to a server whose address is an IPv6 number, as in `http://[::1]:8080`: `URLSession` refuses these
  /// on Linux. It is an HTTP/1.0 request on a connection of its own, so that the answer ends where that does.
  struct NumericExchange {
    let request: URLRequest
    let longestBody: Int
    private let seconds: Double
    private let deadline: ContinuousClock.Instant

    /// - Returns: nil for a request that `URLSession` carries out.
    init?(_ request: URLRequest, seconds: Double, longestBody: Int) {
      guard request.url?.host?.contains(":") == true else { return nil }
      (self.request, self.seconds, self.longestBody) = (request, seconds, longestBody)
      deadline = .now + .seconds(seconds)
    }

    /// - Throws: `HTTPClient.Failure`.
    func answer() async throws -> HTTPClient.Response {
      try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try exchange() }) }
      }
    }

    private func exchange() throws -> HTTPClient.Response {
      guard let url = request.url, url.scheme == "http" else {
        throw HTTPClient.Failure.unreachable(
          "an address in numbers is asked over http alone; give the server a name for https")
      }
      let connection = try open(url)
      defer { close(connection) }
      var rest = head(for: url)[...]
      rest += request.httpBody ?? Data()
      while !rest.isEmpty {
        try wait(for: POLLOUT, on: connection)
        let count = rest.withUnsafeBytes {
          send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        // A server may answer before it has read all, and close.
        guard count > 0 || errno == EAGAIN else { break }
        rest = rest.dropFirst(max(count, 0))
      }
      return try response(in: readToEnd(connection))
    }

    private func head(for url: URL) -> Data {
      let target = url.path(percentEncoded: true) + (url.query().map { "?\($0)" } ?? "")
      let host = "[\(url.host ?? "")]" + (url.port.map { ":\($0)" } ?? "")
      var lines = ["\(request.httpMethod ?? "GET") \(target.isEmpty ? "/" : target) HTTP/1.0"]
      lines += ["Host: \(host)", "Content-Length: \(request.httpBody?.count ?? 0)"]
      lines += (request.allHTTPHeaderFields ?? [:]).sorted { $0.key < $1.key }
        .map { "\($0.key): \($0.value)" }
      return Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private func open(_ url: URL) throws -> Int32 {
      var hints = addrinfo()
      hints.ai_flags = AI_NUMERICHOST
      hints.ai_family = AF_INET6
      hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
      var found: UnsafeMutablePointer<addrinfo>?
      let host = url.host?.removingPercentEncoding ?? ""
      guard getaddrinfo(host, "\(url.port ?? 80)", &hints, &found) == 0, let place = found else {
        throw HTTPClient.Failure.unreachable("'\(host)' is no address")
      }
      defer { freeaddrinfo(found) }
      let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
      let connection = socket(AF_INET6, kind, 0)
      guard connection >= 0 else { throw failure(errno) }
      do {
        if connect(connection, place.pointee.ai_addr, place.pointee.ai_addrlen) != 0 {
          guard errno == EINPROGRESS else { throw failure(errno) }
          try wait(for: POLLOUT, on: connection)
          var (code, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
          getsockopt(connection, SOL_SOCKET, SO_ERROR, &code, &size)
          guard code == 0 else { throw failure(code) }
        }
      } catch {
        close(connection)
        throw error
      }
      return connection
    }

    private func failure(_ code: Int32) -> HTTPClient.Failure {
      .unreachable(String(cString: strerror(code)))
    }

    /// Waits until a connection can be read or written, at most to the deadline.
    private func wait(for events: Int32, on connection: Int32) throws {
      let rest = (deadline - .now) / .milliseconds(1)
      var polled = pollfd(fd: connection, events: Int16(events), revents: 0)
      guard rest > 0, poll(&polled, 1, Int32(clamping: Int(rest.rounded(.up)))) != 0 else {
        throw HTTPClient.Failure.timedOut(seconds)
      }
    }

    private func readToEnd(_ connection: Int32) throws -> Data {
      var all = Data()
      var part = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        try wait(for: POLLIN, on: connection)
        let count = recv(connection, &part, part.count, 0)
        if count < 0, errno == EAGAIN || errno == EINTR { continue }
        guard count > 0 else { return all }
        all += part[..<count]
        guard all.count <= longestBody + (1 << 16) else { throw HTTPClient.Failure.tooLong }
      }
    }

    private func response(in bytes: Data) throws -> HTTPClient.Response {
      let words = String(decoding: bytes.prefix { $0 != .lineFeed }, as: UTF8.self).split(
        separator: " ")
      guard let end = bytes.firstRange(of: Data("\r\n\r\n".utf8)), words.count >= 2,
        words[0].hasPrefix("HTTP/1."), let status = Int(words[1].prefix { $0.isNumber })
      else { throw HTTPClient.Failure.unreachable("it doesn't answer in HTTP") }
      let body = Data(bytes[end.upperBound...])
      guard body.count <= longestBody else { throw HTTPClient.Failure.tooLong }
      return HTTPClient.Response(status: status, body: body)
    }
  }
#endif
