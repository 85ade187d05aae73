#if os(Linux)
  import Glibc

  /// What a cell's process asks of the system in other ways than POSIX has it.
  enum System {
    typealias SignalHandler = __sighandler_t

    /// Swift can't call these by their names.
    static let fork = function("fork", as: (@convention(c) () -> pid_t).self)
    private static let control = function(
      "prctl", as: (@convention(c) (Int, Int, Int, Int, Int) -> Int32).self)

    private static let unshare = function(
      "unshare", as: (@convention(c) (Int32) -> Int32).self)

    private static func function<Function>(_ name: String, as type: Function.Type) -> Function {
      unsafeBitCast(dlsym(nil, name), to: type)
    }

    /// Has the process that called it killed when its parent ends.
    static func dieWithParent() {
      let setDeathSignal = 1
      _ = control(setDeathSignal, Int(SIGKILL), 0, 0, 0)
    }

    /// Has this process killed when the last writer of a pipe is gone.
    static func dieWhenClosed(_ pipe: Int32) {
      let setSignal: Int32 = 10
      _ = fcntl(pipe, F_SETOWN, getpid())
      _ = fcntl(pipe, setSignal, SIGKILL)
      _ = fcntl(pipe, F_SETFL, fcntl(pipe, F_GETFL) | O_ASYNC)
    }

    /// Gives this process, and those that it starts, a network of their own, with nothing in it but the loopback
    /// address. Where the system refuses, nothing changes.
    static func leaveNetwork() {
      let (newUsers, newNetwork): (Int32, Int32) = (0x1000_0000, 0x4000_0000)
      let (user, group) = (getuid(), getgid())
      if unshare(newNetwork) != 0 {
        // Without rights it takes users of its own, in which this one is what it was.
        guard unshare(newUsers | newNetwork) == 0 else { return }
        write("deny", to: "/proc/self/setgroups")
        write("\(user) \(user) 1", to: "/proc/self/uid_map")
        write("\(group) \(group) 1", to: "/proc/self/gid_map")
      }
      raiseLoopback()
    }

    private static func raiseLoopback() {
      let any = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
      guard any >= 0 else { return }
      defer { close(any) }
      let (setFlags, isUp): (UInt, Int16) = (0x8914, 0x1)
      // The kernel's `ifreq`: a name of 16 bytes, and behind it the flags.
      withUnsafeTemporaryAllocation(byteCount: 40, alignment: 8) { request in
        request.initializeMemory(as: UInt8.self, repeating: 0)
        request.copyBytes(from: "lo".utf8)
        request.storeBytes(of: isUp, toByteOffset: 16, as: Int16.self)
        if let start = request.baseAddress { _ = ioctl(any, setFlags, start) }
      }
    }

    private static func write(_ text: String, to path: String) {
      let file = open(path, O_WRONLY)
      guard file >= 0 else { return }
      _ = Array(text.utf8).withUnsafeBytes { write($0, to: file) }
      close(file)
    }

    /// Has a crash leave no file of the whole memory in the author's folder.
    static func writeNoCoreFiles() {
      var none = rlimit(rlim_cur: 0, rlim_max: 0)
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    }

    /// Writes as `write` does, a name that the runtime has for something else.
    static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Int {
      Glibc.write(file, bytes.baseAddress, bytes.count)
    }

    /// The names of the threads that run in this process besides the first; nil where they can't be known.
    static var otherThreads: [String]? {
      guard let folder = opendir("/proc/self/task") else { return nil }
      defer { closedir(folder) }
      var names: [String] = []
      while let entry = readdir(folder) {
        let number = withUnsafeBytes(of: &entry.pointee.d_name) { text($0) }
        guard let thread = pid_t(number), thread != getpid(), !isEnding(thread) else { continue }
        names.append(firstLine(of: "/proc/self/task/\(thread)/comm"))
      }
      return names
    }

    /// Whether a thread is over, but for the system's own work: one that has been joined is listed until that is
    /// done, which on a busy machine takes a while.
    private static func isEnding(_ thread: pid_t) -> Bool {
      // The name, in parentheses, is the author's; the seventh word behind it has the flags.
      let line = firstLine(of: "/proc/self/task/\(thread)/stat")
      guard let name = line.lastIndex(of: ")") else { return true }
      let words = line[name...].split(separator: " ")
      guard words.count > 7, let flags = UInt32(words[7]) else { return false }
      let exiting: UInt32 = 0x4
      return flags & exiting != 0
    }

    /// Empty where there is no such file.
    private static func firstLine(of path: String) -> String {
      guard let file = fopen(path, "r") else { return "" }
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 512)
      guard fgets(&line, Int32(line.count), file) != nil else { return "" }
      return line.withUnsafeBytes { text($0) }
    }

    /// The text up to a zero or the end of its line.
    private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
      String(decoding: bytes.prefix { $0 != 0 && $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
  }
#else
  #error(
    "The runtime of cells is written for Linux alone; Documentation/macOS.md says what a port needs"
  )
#endif
