import Dispatch
import Foundation

/// Says which files of a folder have been written, as soon as they are.
final class FolderWatch {
  private let source: any DispatchSourceRead

  /// - Parameter changed: Gets the names of files that were written, made, moved here or removed.
  /// - Throws: `POSIXError`.
  init(_ folder: URL, changed: @escaping @Sendable (Set<String>) -> Void) throws {
    let file = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard file >= 0 else { throw POSIXError.last }
    let events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE
    guard inotify_add_watch(file, folder.path, UInt32(events)) >= 0 else {
      defer { close(file) }
      throw POSIXError.last
    }
    source = DispatchSource.makeReadSource(fileDescriptor: file, queue: .global())
    source.setEventHandler {
      let names = Self.names(from: file)
      if !names.isEmpty { changed(names) }
    }
    source.setCancelHandler { close(file) }
    source.resume()
  }

  deinit { source.cancel() }

  private static func names(from file: Int32) -> Set<String> {
    var names: Set<String> = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(file, &buffer, buffer.count), count > 0 {
      var offset = 0
      let header = MemoryLayout<inotify_event>.size
      while offset + header <= count {
        let length = buffer.withUnsafeBytes {
          Int($0.loadUnaligned(fromByteOffset: offset, as: inotify_event.self).len)
        }
        let name = buffer[(offset + header)..<(offset + header + length)].prefix { $0 != 0 }
        names.insert(String(decoding: name, as: UTF8.self))
        offset += header + length
      }
    }
    return names
  }
}
