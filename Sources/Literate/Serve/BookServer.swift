import FlyingFox
import FlyingSocks
import Foundation

/// Serves a book on this machine: pages whose cells run, and that follow what is written.
public final class BookServer: Sendable {
  /// The address to open, with the token that lets one in.
  public let address: URL

  private let server: HTTPServer
  private let kernel: LiveKernel
  private let book: LiveBook
  private let folder: URL

  /// Prepares to serve.
  ///
  /// - Parameters:
  ///   - port: The port on the loopback address.
  ///   - width: How many runs may go on at a time; further ones wait.
  public init(
    _ book: Book, root: PackageRoot, executor: ChapterExecutor, port: UInt16, width: Int
  ) throws {
    folder = book.folder
    kernel = try LiveKernel(executor, width: width)
    self.book = try LiveBook(book, root: root, kernel: kernel)
    let token = (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
    let gate = Gate(
      hosts: ["127.0.0.1:\(port)", "localhost:\(port)"], token: token, cookie: "chapters-\(port)",
      inner: Routes(book: self.book))
    server = HTTPServer(
      address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), logger: .disabled, handler: gate)
    guard let address = URL(string: "http://127.0.0.1:\(port)/?token=\(token)") else {
      throw ServeError.portInUse(port)
    }
    self.address = address
  }

  /// Serves until it is cancelled.
  ///
  /// - Parameter ready: Is called when pages can be asked for.
  /// - Throws: `ServeError` if it can't begin.
  public func run(ready: @escaping @Sendable () -> Void) async throws {
    let book = book
    let watch = try FolderWatch(folder) { names in Task { await book.filesChanged(names) } }
    defer { withExtendedLifetime(watch) {} }
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { [server] in
        do { try await server.run() } catch let error as SocketError {
          throw ServeError(error)
        }
      }
      tasks.addTask { [server] in
        try await server.waitUntilListening(timeout: 5)
        ready()
        while true {
          try await Task.sleep(for: .seconds(1))
          await book.renewLibrary()
        }
      }
      defer { tasks.cancelAll() }
      try await tasks.next()
    }
    await kernel.close()
  }
}

/// Why a book can't be served.
public enum ServeError: Error, CustomStringConvertible {
  /// Another program has the port.
  case portInUse(UInt16?)
  /// What the system said.
  case system(String)

  init(_ error: SocketError) {
    self =
      if case .failed(_, let code, _) = error, code == EADDRINUSE { .portInUse(nil) } else {
        .system(error.localizedDescription)
      }
  }

  /// One sentence with what to do.
  public var description: String {
    switch self {
    case .portInUse(let port):
      """
      error: \(port.map { "port \($0)" } ?? "the port") is in use; choose another with --port, or end \
      the program that has it
      """
    case .system(let words): "error: the book can't be served: \(words)"
    }
  }
}
