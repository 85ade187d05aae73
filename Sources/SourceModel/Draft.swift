import Foundation
import Synchronization

/// A file's next content, in a file of its own beside it until it is complete.
///
/// Its name says which process writes it, and while that lives it holds a lock on it: so what a killed
/// process has left can be told from what another is about to rename.
struct Draft {
  let path: String
  /// How many names the target has; 0 where there is none yet.
  let targetNames: UInt
  private let target: String
  private let file: Int32

  private static let mark = ".chapters-"
  /// Folders in which this process has looked for what others have left.
  private static let visited = Mutex<Set<String>>([])

  /// Makes an empty draft with the target's permissions and owner.
  ///
  /// - Throws: `FileError` where the target is read-only, or no file can be made beside it.
  init(of target: URL) throws(FileError) {
    self.target = target.path
    let folder = target.deletingLastPathComponent()
    if Self.visited.withLock({ $0.insert(folder.path).inserted }) {
      Self.removeAbandoned(in: folder)
    }
    var status = stat()
    let isThere = stat(target.path, &status) == 0
    if isThere { try Self.requireWritable(target.path, status) }
    targetNames = isThere ? UInt(status.st_nlink) : 0
    path = folder.appending(path: Self.name(for: target.lastPathComponent)).path
    let mode = isThere ? status.st_mode & 0o7777 : 0o666
    file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard file >= 0 else { throw FileError(path) }
    _ = flock(file, LOCK_EX | LOCK_NB)
    guard isThere else { return }
    if status.st_uid != geteuid() || status.st_gid != getegid() {
      try keepOwner(status)
    }
    fchmod(file, mode)
  }

  private func keepOwner(_ status: stat) throws(FileError) {
    guard fchown(file, status.st_uid, status.st_gid) != 0 else { return }
    var own = stat()
    guard fstat(file, &own) != 0 || own.st_uid != status.st_uid || own.st_gid != status.st_gid
    else { return }
    discard()
    throw FileError(path: target, reason: "it belongs to somebody else")
  }

  /// Root may write everything, and asks first all the same; a device has no content to replace.
  private static func requireWritable(_ path: String, _ status: stat) throws(FileError) {
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(path: path, reason: "it isn't a regular file")
    }
    guard status.st_mode & 0o222 != 0, access(path, W_OK) == 0 else {
      throw FileError(path: path, reason: "it is read-only")
    }
  }

  /// A name that no author gives, and that isn't longer than names may be.
  private static func name(for file: String) -> String {
    var start = file[...]
    while start.utf8.count > 180 { start.removeLast() }
    return ".\(start)\(mark)\(getpid())-\(UInt32.random(in: 0 ... .max))"
  }

  func write(_ pieces: some Sequence<[UInt8]>) throws(FileError) {
    for piece in pieces {
      var rest = piece[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
        guard count >= 0 || errno == EINTR else { throw FileError(path) }
        rest.removeFirst(max(count, 0))
      }
    }
  }

  /// Has the bytes written to the disk itself.
  func synchronize() throws(FileError) {
    // Pipes and a few file systems can't, which is no fault.
    guard fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP else { throw FileError(path) }
  }

  /// Puts the draft in the target's place.
  func replaceTarget() throws(FileError) {
    // Some file systems say only at a file's end that they are full; the lock stays with the other end.
    guard close(dup(file)) == 0 else { throw FileError(target) }
    guard rename(path, target) == 0 else { throw FileError(target) }
  }

  /// Closes the draft, and removes it unless it took the target's place.
  func discard() {
    unlink(path)
    close(file)
  }

  /// Removes the drafts that killed processes have left in a folder.
  static func removeAbandoned(in folder: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(".") {
      guard let process = process(ofDraft: name) else { continue }
      let path = folder.appending(path: name).path
      if isAbandoned(path, by: process) { unlink(path) }
    }
  }

  private static func isAbandoned(_ path: String, by process: pid_t) -> Bool {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else { return false }
    if kill(process, 0) != 0, errno == ESRCH { return true }
    // Another process has the number now, or this one is about to lock its draft.
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let age = (attributes?[.modificationDate] as? Date)?.timeIntervalSinceNow ?? 0
    return age < -60
  }

  /// The process that a draft's name tells of; nil for other files.
  private static func process(ofDraft name: String) -> pid_t? {
    guard let mark = name.range(of: mark, options: .backwards) else { return nil }
    let numbers = name[mark.upperBound...].split(separator: "-", omittingEmptySubsequences: false)
    guard numbers.count == 2, UInt32(numbers[1]) != nil else { return nil }
    return pid_t(numbers[0])
  }
}

extension AtomicFile {
  /// Removes what killed processes have left beside files that they were writing.
  package static func removeAbandonedDrafts(besides files: [URL]) {
    let folders = Set(files.map { $0.resolvingSymlinksInPath().deletingLastPathComponent() })
    for folder in folders {
      Draft.removeAbandoned(in: folder)
      Draft.removeAbandoned(in: folder.appending(path: "figures"))
    }
  }
}
