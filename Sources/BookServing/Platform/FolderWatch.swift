import Dispatch
import Foundation

#if os(Linux)
  /// Tells which files of a folder are written, those included that are symbolic links to files elsewhere.
  final class FolderWatch {
    private let source: any DispatchSourceRead

    /// - Parameter changed: Is called with the names of files that were written, created, moved or removed.
    /// - Throws: `POSIXError`.
    init(_ folder: URL, changed: @escaping @Sendable (Set<String>) -> Void) throws {
      let file = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
      guard file >= 0 else { throw POSIXError.last }
      guard let watched = WatchedFolders(folder, file: file) else {
        defer { close(file) }
        throw POSIXError.last
      }
      source = DispatchSource.makeReadSource(fileDescriptor: file, queue: .global())
      source.setEventHandler {
        let names = watched.read()
        if !names.isEmpty { changed(names) }
      }
      source.setCancelHandler { close(file) }
      source.resume()
    }

    deinit { source.cancel() }
  }

  /// The folders that one inotify descriptor watches. Only the source's handler uses it, which runs once at
  /// a time.
  private final class WatchedFolders: @unchecked Sendable {
    private static let events = UInt32(
      IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE)

    private let folder: URL
    private let file: Int32
    private let own: Int32
    private var linked: LinkTargets
    /// The paths of the link targets' folders, by their watch descriptors.
    private var others: [Int32: String] = [:]

    init?(_ folder: URL, file: Int32) {
      (self.folder, self.file) = (folder, file)
      own = inotify_add_watch(file, folder.path, Self.events)
      linked = LinkTargets(in: folder)
      if own < 0 { return nil }
      watchOthers()
    }

    /// Reads the pending events; returns the names of changed files in the folder.
    func read() -> Set<String> {
      var names: Set<String> = []
      var isOwn = false
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = Foundation.read(file, &buffer, buffer.count), count > 0 {
        var offset = 0
        let header = MemoryLayout<inotify_event>.size
        while offset + header <= count {
          let event = buffer.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          }
          let end = offset + header + Int(event.len)
          let bytes = buffer[(offset + header)..<end].prefix { $0 != 0 }
          let name = String(decoding: bytes, as: UTF8.self)
          if event.wd == own {
            isOwn = true
            if isComplete(name, event) { names.insert(name) }
          }
          if let other = others[event.wd] { names.formUnion(linked.names[other]?[name] ?? []) }
          offset = end
        }
      }
      if isOwn { followLinks() }
      return names
    }

    /// Whether a file's content is complete. A file that was only created is still to be written, unless it
    /// is a link.
    private func isComplete(_ name: String, _ event: inotify_event) -> Bool {
      guard event.mask & UInt32(IN_CREATE) != 0 else { return true }
      var status = stat()
      guard lstat(folder.appending(path: name).path, &status) == 0 else { return false }
      return status.st_mode & S_IFMT == S_IFLNK || status.st_nlink > 1
    }

    private func followLinks() {
      let now = LinkTargets(in: folder)
      guard now != linked else { return }
      linked = now
      for (watch, path) in others where now.names[path] == nil {
        if watch != own { inotify_rm_watch(file, watch) }
        others[watch] = nil
      }
      watchOthers()
    }

    private func watchOthers() {
      for path in linked.names.keys {
        let watch = inotify_add_watch(file, path, Self.events)
        // The folder itself may have links to its own files.
        if watch >= 0 { others[watch] = path }
      }
    }
  }
#else
  #error("Folders are watched on Linux alone; Documentation/macOS.md says what a port needs")
#endif
