import Foundation

/// The program's own input, output and error stream, as the system has them.
enum StandardStreams {
  /// Makes ready what everything else relies on; to be called before anything is opened or started.
  ///
  /// A stream that was closed gets a place that can't be used, or else the next file that is opened would
  /// be standard output. A pipe that nobody reads is an error of the writing, not the end of the process;
  /// what is started from here has the usual signal again.
  static func prepare() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
      _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
    signal(SIGPIPE) { _ in }
  }

  /// Writes all of a text; the system's reason where that can't be.
  static func write(_ text: String, to stream: Int32) -> String? {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(stream, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest.removeFirst(count)
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: stream, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
      } else if errno != EINTR {
        return String(cString: strerror(errno))
      }
    }
    return nil
  }
}
