import Foundation

/// Writes files so that there is the old one or the new one, never half of either.
package enum AtomicFile {
  /// Writes bytes to a file beside the target and renames it; a target that says the same already
  /// stays untouched. Its permissions, its owner and a symbolic link to it are kept.
  ///
  /// - Throws: `FileError`, also for a target that is read-only.
  package static func write(_ bytes: [UInt8], to url: URL) throws(FileError) {
    if (try? Data(contentsOf: url)) == Data(bytes) { return }
    try write(pieces: [bytes], to: url)
  }

  /// Writes pieces of bytes, one at a time in memory, one after the other to a file in the same way.
  ///
  /// - Throws: `FileError`.
  package static func write(pieces: some Sequence<[UInt8]>, to url: URL) throws(FileError) {
    let target = url.resolvingSymlinksInPath()
    do throws(FileError) {
      let draft = try Draft(of: target)
      defer { draft.discard() }
      try draft.write(pieces)
      if FileManager.default.contentsEqual(atPath: draft.path, andPath: target.path) { return }
      try draft.replaceTarget()
    } catch {
      throw FileError(path: url.path, reason: error.reason)
    }
  }

  /// Writes an author's file anew, if it still says what was read from it.
  ///
  /// - Returns: Whether it does; where it doesn't, or isn't there any more, nothing is changed.
  /// - Throws: `FileError`, also for a file that is read-only or has several names.
  package static func replace(
    _ url: URL, saying old: [UInt8], by new: [UInt8]
  ) throws(FileError) -> Bool {
    let target = url.resolvingSymlinksInPath()
    do throws(FileError) {
      guard isStill(target, saying: old) else { return false }
      if new == old { return true }
      let draft = try Draft(of: target)
      defer { draft.discard() }
      guard draft.targetNames <= 1 else {
        throw FileError(
          path: target.path,
          reason: "it has another name, a hard link, which would keep the old text")
      }
      try draft.write([new])
      try draft.synchronize()
      // As late as can be: what somebody has saved meanwhile stays.
      guard isStill(target, saying: old) else { return false }
      try draft.replaceTarget()
      return true
    } catch {
      throw FileError(path: url.path, reason: error.reason)
    }
  }

  /// Whether a file still says what was read from it.
  package static func isStill(_ url: URL, saying bytes: [UInt8]) -> Bool {
    (try? Data(contentsOf: url)) == Data(bytes)
  }
}

/// Why a file can't be written.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  package let path: String
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The system's reason, as `errno` has it now.
  package init(_ path: String) {
    self.init(path: path, reason: String(cString: strerror(errno)))
  }

  package var description: String {
    "error: \(path) can't be written: \(reason); nothing was changed"
  }
}
