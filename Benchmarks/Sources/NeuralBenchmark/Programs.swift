import Foundation

/// What whole programs take, from start to end: `GuideProgram` here, `guide_program.py` in PyTorch.
struct Programs {
  static let startName = "start, make a tensor, print its shape"
  static let memoryName = "peak memory of the guide's program"

  /// The folder of the built executables, and that of the benchmarks.
  let products: URL
  let folder: URL

  /// Whether `GuideProgram` is there: running one product builds no other.
  var areBuilt: Bool {
    FileManager.default.isExecutableFile(atPath: products.appending(path: "GuideProgram").path)
  }

  /// Seconds that the smallest program takes, and bytes of memory that the guide's has at most.
  func ours() throws -> (seconds: Double, bytes: Double) {
    let program = products.appending(path: "GuideProgram").path
    return (try run([program, "start"]).seconds, try run([program]).bytes)
  }

  /// The same in PyTorch.
  func theirs(_ python: URL) throws -> (seconds: Double, bytes: Double) {
    let words = [python.path, folder.appending(path: "guide_program.py").path]
    return (try run(words + ["start"]).seconds, try run(words).bytes)
  }

  /// How many bytes memory grows by over 9,000 steps, after the first thousand.
  func growth() throws -> Int {
    let process = Process()
    process.executableURL = products.appending(path: "GuideProgram")
    process.arguments = ["steps"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self).filter { !$0.isNewline }
    return Int(text) ?? .max
  }

  private func run(_ words: [String]) throws -> (seconds: Double, bytes: Double) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let start = ContinuousClock.now
    guard posix_spawn(&process, words[0], &actions, nil, &arguments, environ) == 0 else {
      throw CocoaError(.executableLoad, userInfo: [NSFilePathErrorKey: words[0]])
    }
    var status: Int32 = 0
    var usage = rusage()
    wait4(process, &status, 0, &usage)
    let time = ContinuousClock.now - start
    guard status == 0 else {
      throw CocoaError(.executableRuntimeMismatch, userInfo: [NSFilePathErrorKey: words[0]])
    }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    return (seconds, Double(usage.ru_maxrss) * 1024)
  }
}
