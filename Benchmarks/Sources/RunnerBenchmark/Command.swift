import Foundation

/// A program that is run to its end, and what that took.
struct Command {
  /// What a run took.
  struct Cost {
    /// Seconds on the clock.
    var seconds: Double
    /// Bytes of memory resident at most, in the process or one it waited for.
    var peakMemory: Int
  }

  let path: String
  let arguments: [String]
  let folder: URL

  init(_ path: String, _ arguments: [String], in folder: URL) {
    self.path = path
    self.arguments = arguments
    self.folder = folder
  }

  /// Runs it, its output thrown away.
  func run() throws -> Cost {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    _ = FileManager.default.changeCurrentDirectoryPath(folder.path)
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let start = ContinuousClock.now
    guard posix_spawnp(&process, path, &actions, nil, &words, environ) == 0 else {
      throw Failure(description: "\(path) can't be started")
    }
    var status: Int32 = 0
    var usage = rusage()
    wait4(process, &status, 0, &usage)
    let time = ContinuousClock.now - start
    guard status == 0 else {
      throw Failure(description: "\(path) \(arguments.joined(separator: " ")) failed: \(status)")
    }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    return Cost(seconds: seconds, peakMemory: usage.ru_maxrss * 1024)
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }
}

/// Texts for a table of results.
enum Text {
  /// A line, at once: what is printed is read while the next thing runs.
  static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  static func milliseconds(_ seconds: Double) -> String {
    String(format: "%7.0f ms", seconds * 1000)
  }

  static func megabytes(_ bytes: Int) -> String { String(format: "%7.0f MB", Double(bytes) / 1e6) }
}

extension [Double] {
  var median: Double { sorted()[count / 2] }
}
