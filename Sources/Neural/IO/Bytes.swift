#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads and writes whole files.
enum Bytes {
  /// The contents of a regular file.
  ///
  /// - Throws: ``FileError`` if it can't be read, isn't a regular file, or is larger than memory.
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    try checkName(path)
    // A pipe that nobody writes to would be waited for.
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    if file < 0 { throw FileError(path, reason()) }
    defer { close(file) }
    var status = stat()
    if fstat(file, &status) != 0 { throw FileError(path, reason()) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw FileError(path, "is a folder")
    default: throw FileError(path, "is no file on disk, but a pipe, socket or device")
    }
    // A file with holes may claim to be larger than any disk.
    let size = Int(status.st_size)
    if size > sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) {
      throw FileError(path, "has \(size) bytes, more than this machine has memory")
    }
    var bytes = [UInt8](repeating: 0, count: size)
    var filled = 0
    while filled < bytes.count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(file, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      }
      if got < 0 && errno == EINTR { continue }
      if got < 0 { throw FileError(path, reason()) }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// Writes a file under a temporary name and renames it into place, so that no reader sees half of
  /// it and an existing file survives an error.
  static func write(_ pieces: [UnsafeRawBufferPointer], to path: String) throws(FileError) {
    try checkName(path)
    let draft = "\(path).\(getpid()).part"
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if file < 0 { throw FileError(path, reason()) }
    for piece in pieces {
      var written = 0
      while written < piece.count {
        let count = Glibc.write(
          file, piece.baseAddress.map { $0 + written }, piece.count - written)
        if count < 0 && errno == EINTR { continue }
        if count < 0 {
          let problem = reason()
          close(file)
          unlink(draft)
          throw FileError(path, problem)
        }
        written += count
      }
    }
    let isComplete = fsync(file) == 0 && close(file) == 0 && rename(draft, path) == 0
    if !isComplete {
      let problem = reason()
      unlink(draft)
      throw FileError(path, problem)
    }
  }

  /// C strings end at the first null byte, so that another file would be opened.
  private static func checkName(_ path: String) throws(FileError) {
    if path.utf8.contains(0) { throw FileError(path, "has a null byte in its name") }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}

extension Tensor {
  /// The bytes of a contiguous tensor's elements; they live as long as its storage.
  final var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: firstByte, count: count * dtype.itemSize)
  }

  /// Makes every byte that isn't 0 a 1, because other bytes in a Swift `Bool` are undefined
  /// behaviour.
  private final func normalizeTruthValues() {
    let bytes = storage.base.assumingMemoryBound(to: UInt8.self)
    for index in 0..<count where bytes[index] != 0 { bytes[index] = 1 }
  }

  /// A contiguous tensor with a copy of these bytes, which have to be as many as shape and dtype
  /// need.
  convenience init(_ shape: DimVector, _ dtype: DType, copying bytes: ArraySlice<UInt8>) {
    self.init(uninitialized: shape, dtype)
    bytes.withUnsafeBytes { source in
      if let start = source.baseAddress {
        storage.base.copyMemory(from: start, byteCount: source.count)
      }
    }
    if dtype == .bool { normalizeTruthValues() }
  }
}
