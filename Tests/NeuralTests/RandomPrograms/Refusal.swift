import Foundation

/// How what is expected to stop its process did so, in a fork of it, which takes far less time than a new one.
struct Refusal {
  /// The message, or what there is in its place.
  let message: String
  /// Whether the message is one of Neural's, and not one of the Swift runtime or of the address sanitizer.
  let isWorded: Bool
  /// Whether it was an alarm that stopped it.
  let isAlarm: Bool

  private static let fork: (@convention(c) () -> pid_t)? = dlsym(nil, "fork").map {
    unsafeBitCast($0, to: (@convention(c) () -> pid_t).self)
  }

  /// No process could be made.
  struct NoFork: Error {}

  /// The message with which `body` stopped its process; nil if it didn't.
  static func message(of body: () -> Void) throws -> String? { try Refusal(body)?.message }

  /// Nil if `body` returns.
  init?(_ body: () -> Void) throws {
    var ends: [Int32] = [0, 0]
    guard let fork = Self.fork, pipe(&ends) == 0 else { throw NoFork() }
    let child = fork()
    if child < 0 { throw NoFork() }
    if child == 0 {
      // The runtime's own handlers would look for a backtrace.
      for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE] { signal(number, SIG_DFL) }
      dup2(ends[1], STDERR_FILENO)
      body()
      _exit(0)
    }
    close(ends[1])
    let output = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true).readDataToEndOfFile()
    var status: Int32 = 0
    waitpid(child, &status, 0)
    if status == 0 { return nil }
    isAlarm = status & 0x7F == SIGALRM
    let errors = String(decoding: output, as: UTF8.self)
    message = Self.firstMessage(errors)
    isWorded =
      errors.contains("Neural/Failure.swift:") && !errors.contains("ERROR: AddressSanitizer")
  }

  /// The first line of the message that the standard error output of a stopped process has.
  static func firstMessage(_ errors: String) -> String {
    let fatal = errors.split(separator: "\n").first { $0.contains("Fatal error: ") }
    guard let fatal else { return "no message: \(errors.prefix(500))" }
    return fatal.components(separatedBy: "Fatal error: ").last ?? ""
  }
}
