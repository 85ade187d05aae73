import Foundation

/// Writes files so that there is the old one or the new one, never half of either.
public enum AtomicFile {
  /// Writes bytes to a file beside the target and renames it; a target that says the same already
  /// stays untouched. Its permissions and a symbolic link to it are kept.
  ///
  /// - Throws: `FileError`.
  public static func write(_ bytes: [UInt8], to url: URL) throws(FileError) {
    if (try? Data(contentsOf: url)) == Data(bytes) { return }
    try write(pieces: [bytes], to: url)
  }

  /// Writes pieces of bytes, one at a time in memory, one after the other to a file in the same way.
  ///
  /// - Throws: `FileError`.
  static func write(pieces: some Sequence<[UInt8]>, to url: URL) throws(FileError) {
    let target = url.resolvingSymlinksInPath()
    let name = ".\(target.lastPathComponent).\(getpid())-\(UInt32.random(in: 0 ... .max))"
    let draft = target.deletingLastPathComponent().appending(path: name).path
    do throws(FileError) {
      try write(pieces, toNewFile: draft, like: target.path)
      if FileManager.default.contentsEqual(atPath: draft, andPath: target.path) {
        unlink(draft)
        return
      }
      guard rename(draft, target.path) == 0 else { throw FileError(target.path) }
    } catch {
      unlink(draft)
      throw FileError(path: url.path, reason: error.reason)
    }
  }

  private static func write(
    _ pieces: some Sequence<[UInt8]>, toNewFile path: String, like model: String
  ) throws(FileError) {
    var status = stat()
    let mode = stat(model, &status) == 0 ? status.st_mode & 0o7777 : 0o666
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard file >= 0 else { throw FileError(path) }
    for piece in pieces {
      var rest = piece[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
        guard count >= 0 || errno == EINTR else {
          let error = FileError(path)
          close(file)
          throw error
        }
        rest.removeFirst(max(count, 0))
      }
    }
    if mode != 0o666 { fchmod(file, mode) }
    // Some file systems say only here that they are full.
    guard close(file) == 0 else { throw FileError(path) }
  }
}

/// Why a file can't be written.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  let path: String
  let reason: String

  init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The system's reason, as `errno` has it now.
  init(_ path: String) {
    self.init(path: path, reason: String(cString: strerror(errno)))
  }

  /// One sentence.
  public var description: String {
    "error: \(path) can't be written: \(reason); nothing was changed"
  }
}
