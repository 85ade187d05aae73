import CellExecution
import ChapterModel
import FlyingFox
import FlyingSocks
import Foundation
import HTTPLimits

/// Serves a book on the loopback address: its pages run cells, and show a chapter's changes as they are saved.
package final class BookServer: Sendable {
  /// The address to open, with its token.
  package let address: URL

  private let server: HTTPServer
  private let kernel: LiveKernel
  private let book: LiveBook
  private let folder: URL
  private let proxy: LimitingProxy
  /// The Unix socket between the proxy and the server.
  private let socket: sockaddr_un
  /// The folder of the socket, which other users can't open.
  private let socketFolder: URL

  /// Prepares to serve.
  ///
  /// - Parameters:
  ///   - port: The port on the loopback address; 0 for any that is free.
  ///   - width: How many runs may go on at a time; further ones wait.
  /// - Throws: `ServeError` if the port can't be opened; what a book or its theme can be refused for.
  package init(
    _ book: Book, root: PackageRoot, executor: ChapterExecutor, port: UInt16, width: Int
  ) throws {
    folder = book.folder
    kernel = try LiveKernel(executor, width: width)
    self.book = try LiveBook(book, root: root, kernel: kernel)
    do { proxy = try LimitingProxy(port: port) } catch let error as SocketError {
      throw ServeError(error, port: port)
    }
    let port = proxy.port
    let token = (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
    let accessControl = AccessControl(
      hosts: ["127.0.0.1:\(port)", "localhost:\(port)"], token: token, cookie: "chapters-\(port)",
      routes: Routes(book: self.book))
    socketFolder = FileManager.default.temporaryDirectory.appending(
      path: "chapters-\(UUID().uuidString)")
    RunningProcesses.shared.insert(socketFolder)
    try FileManager.default.createDirectory(
      at: socketFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    socket = sockaddr_un.unix(path: socketFolder.appending(path: "socket").path)
    server = HTTPServer(address: socket, logger: .disabled, handler: accessControl)
    guard let address = URL(string: "http://127.0.0.1:\(port)/?token=\(token)") else {
      throw ServeError.portInUse(port)
    }
    self.address = address
  }

  /// Serves until it is cancelled.
  ///
  /// - Parameter ready: Is called when pages can be asked for.
  /// - Throws: `ServeError` if it can't begin.
  package func run(ready: @escaping @Sendable () -> Void) async throws {
    let book = book
    let watch = try FolderWatch(folder) { names in Task { await book.filesChanged(names) } }
    defer {
      withExtendedLifetime(watch) {}
      RunningProcesses.shared.remove(socketFolder)
    }
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { [server, proxy] in
        do { try await server.run() } catch let error as SocketError {
          throw ServeError(error, port: proxy.port)
        }
      }
      tasks.addTask { [server, proxy, socket] in
        try await server.waitUntilListening(timeout: 5)
        do { try await proxy.run(to: socket, ready: ready) } catch let error as SocketError {
          throw ServeError(error, port: proxy.port)
        }
      }
      tasks.addTask {
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
package enum ServeError: Error, CustomStringConvertible {
  /// Another program has the port.
  case portInUse(UInt16)
  /// The system's own error.
  case system(String)

  package init(_ error: SocketError, port: UInt16) {
    self =
      if case .failed(_, let code, _) = error, code == EADDRINUSE { .portInUse(port) } else {
        .system(error.localizedDescription)
      }
  }

  /// One sentence with what to do.
  package var description: String {
    switch self {
    case .portInUse(let port):
      """
      error: port \(port) is in use; choose another with --port, or end \
      the program that has it
      """
    case .system(let words): "error: the book can't be served: \(words)"
    }
  }
}
