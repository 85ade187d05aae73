import Foundation

/// Runs what is expected to stop its process in a fork of it, which takes far less time than a new one.
enum Refusal {
  private static let fork: (@convention(c) () -> pid_t)? = dlsym(nil, "fork").map {
    unsafeBitCast($0, to: (@convention(c) () -> pid_t).self)
  }

  /// No process could be made.
  struct NoFork: Error {}

  /// The message with which `body` stopped its process; nil if it didn't.
  static func message(of body: () -> Void) throws -> String? {
    var ends: [Int32] = [0, 0]
    guard let fork, pipe(&ends) == 0 else { throw NoFork() }
    let child = fork()
    if child < 0 { throw NoFork() }
    if child == 0 {
      // The runtime's own handlers would look for a backtrace.
      for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV] { signal(number, SIG_DFL) }
      dup2(ends[1], STDERR_FILENO)
      body()
      _exit(0)
    }
    close(ends[1])
    let output = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true).readDataToEndOfFile()
    var status: Int32 = 0
    waitpid(child, &status, 0)
    return status == 0 ? nil : firstMessage(String(decoding: output, as: UTF8.self))
  }

  /// The first line of the message that the standard error output of a stopped process has.
  static func firstMessage(_ errors: String) -> String {
    let fatal = errors.split(separator: "\n").first { $0.contains("Fatal error: ") }
    guard let fatal else { return "no message: \(errors.prefix(500))" }
    return fatal.components(separatedBy: "Fatal error: ").last ?? ""
  }
}
