import Dispatch
import Foundation

/// A pipe with a name, from which what other processes write is read as it comes.
///
/// Sendable because sources of Dispatch are, though they don't say so.
final class NamedPipe: @unchecked Sendable {
  let path: String
  private let file: Int32
  private let source: any DispatchSourceRead

  /// Makes the pipe.
  ///
  /// - Parameters:
  ///   - queue: Where `take` is called.
  ///   - take: Gets what was written, and nothing when the last writer is gone.
  init(
    at url: URL, queue: DispatchQueue, take: @escaping @Sendable ([UInt8]) -> Void
  ) throws {
    let path = url.path
    try Self.make(at: path)
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw POSIXError.last }
    let source = DispatchSource.makeReadSource(fileDescriptor: file, queue: queue)
    source.setEventHandler { Self.drain(file, take) }
    source.setCancelHandler {
      Self.drain(file, take)
      close(file)
    }
    (self.path, self.file, self.source) = (path, file, source)
    source.resume()
  }

  static func make(at path: String) throws {
    guard mkfifo(path, 0o600) == 0 else { throw POSIXError.last }
  }

  /// Reads what is there now; called on the pipe's queue.
  func drain(_ take: ([UInt8]) -> Void) {
    // Once it is closed, the file's number may be another's.
    if !source.isCancelled { Self.drain(file, take) }
  }

  /// Takes what is there now, on the pipe's queue, and reads no more.
  func stop() { source.cancel() }

  deinit { source.cancel() }

  private static func drain(_ file: Int32, _ take: ([UInt8]) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &buffer, buffer.count)
      guard count > 0 else {
        if count == 0 { take([]) }
        return
      }
      take(Array(buffer.prefix(count)))
      if count < buffer.count { return }
    }
  }
}

extension POSIXError {
  /// What the last call of the system complained of.
  package static var last: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
