import Foundation
import SourceModel
import Synchronization

/// Pieces of a file that come in any order and from any thread, and wait on disk for the others: however
/// many there are, they take no memory.
final class Spool: Sendable {
  private struct State {
    var places: [Int: Range<Int>] = [:]
    var end = 0
  }

  private let file: Int32
  private let folder: URL
  private let state = Mutex(State())

  /// Makes an empty one, on the disk of a folder. Nobody sees it there, and it is gone when this is.
  ///
  /// - Throws: `FileError`.
  init(in folder: URL) throws(FileError) {
    let path = folder.appending(path: ".spool.\(getpid())-\(UInt32.random(in: 0 ... .max))").path
    file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FileError(folder.path) }
    unlink(path)
    self.folder = folder
  }

  deinit { close(file) }

  /// Adds the piece with a number.
  ///
  /// - Throws: `FileError`.
  func add(_ bytes: [UInt8], number: Int) throws(FileError) {
    let isWritten = state.withLock { state in
      var count = 0
      while count < bytes.count {
        let written = bytes[count...].withUnsafeBytes {
          pwrite(file, $0.baseAddress, $0.count, off_t(state.end + count))
        }
        guard written > 0 || (written < 0 && errno == EINTR) else { return false }
        count += max(written, 0)
      }
      state.places[number] = state.end..<(state.end + count)
      state.end += count
      return true
    }
    if !isWritten { throw FileError(folder.path) }
  }

  /// Whether there is a piece with a number.
  func has(_ number: Int) -> Bool { state.withLock { $0.places[number] != nil } }

  /// The pieces in the order of their numbers, each read when it is its turn.
  var pieces: some Sequence<[UInt8]> {
    state.withLock { $0.places }.sorted { $0.key < $1.key }.lazy.map { [self] in read($0.value) }
  }

  private func read(_ place: Range<Int>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: place.count) { buffer, count in
      while count < place.count {
        let bytes = pread(
          file, buffer.baseAddress.map { $0 + count }, place.count - count,
          off_t(place.lowerBound + count))
        guard bytes > 0 || (bytes < 0 && errno == EINTR) else { return }
        count += max(bytes, 0)
      }
    }
  }
}
