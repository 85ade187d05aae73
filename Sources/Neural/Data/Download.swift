#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Downloads files with the program `curl`, which shows its progress.
enum Download {
  /// A file to download and its MD5 checksum.
  struct File {
    let url: String
    let name: String
    let md5: String
  }

  /// Downloads a file into a folder, which is made where it doesn't exist. The file gets its name
  /// only once its checksum has been verified.
  ///
  /// - Throws: ``FileError`` if `curl` fails or isn't there, or the checksum differs.
  static func fetch(_ file: File, into folder: String) throws(FileError) {
    let path = "\(folder)/\(file.name)"
    let draft = "\(path).\(getpid()).part"
    try makeFolder(folder)
    defer { unlink(draft) }
    let status = run([
      "curl", "--fail", "--location", "--progress-bar", "--output", draft, file.url,
    ])
    if status == 127 { throw FileError(path, "can't be downloaded: there is no program 'curl'") }
    if status != 0 {
      throw FileError(path, "can't be downloaded from \(file.url): curl ended with code \(status)")
    }
    let digest = Checksum.md5(try Bytes.read(draft))
    if digest != file.md5 {
      throw FileError(path, "was downloaded damaged: its MD5 is \(digest), not \(file.md5)")
    }
    if rename(draft, path) != 0 { throw FileError(path, String(cString: strerror(errno))) }
  }

  private static func makeFolder(_ folder: String) throws(FileError) {
    var path = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      if mkdir(path, 0o755) != 0 && errno != EEXIST {
        throw FileError(path, String(cString: strerror(errno)))
      }
    }
  }

  /// Runs a program and returns its exit code; 127 if there is no such program, 128 + n if signal n
  /// ended it.
  private static func run(_ arguments: [String]) -> Int32 {
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process = pid_t()
    if posix_spawnp(&process, arguments[0], nil, nil, &pointers, environ) != 0 { return 127 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let hasExited = status & 0x7F == 0
    return hasExited ? status >> 8 & 0xFF : 128 + (status & 0x7F)
  }
}
