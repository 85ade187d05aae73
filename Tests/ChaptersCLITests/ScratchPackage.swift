import Foundation

/// A copy of the fixture package in a folder of its own, and the tool run in it.
final class ScratchPackage {
  let folder: URL

  /// What a run said, and its exit code.
  struct Run {
    var output: String
    var errors: String
    var code: Int32
  }

  /// The suites that run the tool. The tests of one run one after the other, and share what the library's
  /// first build made.
  enum Suite: String {
    case commands, writing

    fileprivate var folder: URL {
      FileManager.default.temporaryDirectory
        .appending(path: "chapters 100% é: \(rawValue) \(getpid())", directoryHint: .isDirectory)
    }
  }

  init(_ suite: Suite = .commands) throws {
    folder = suite.folder
    let files = FileManager.default
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in try files.contentsOfDirectory(atPath: folder.path) where name != ".build" {
      try files.removeItem(at: folder.appending(path: name))
    }
    try? files.removeItem(at: folder.appending(path: ".build/chapters/results"))
    let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/Greeting")
    for name in try files.contentsOfDirectory(atPath: fixture.path) where name != ".build" {
      try files.copyItem(
        at: fixture.appending(path: name), to: folder.appending(path: name))
    }
    atexit {
      for suite in [Suite.commands, .writing] {
        try? FileManager.default.removeItem(at: suite.folder)
      }
    }
  }

  func write(_ path: String, _ text: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
  }

  func move(_ path: String, to other: String) throws {
    try FileManager.default.moveItem(
      at: folder.appending(path: path), to: folder.appending(path: other))
  }

  func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path)
  }

  /// Runs the tool to its end.
  func run(
    _ arguments: String..., environment: [String: String] = [:], in place: URL? = nil,
    input: String = ""
  ) throws -> Run {
    try run(process(arguments, environment, in: place), input: input)
  }

  /// The same.
  func run(_ arguments: [String]) throws -> Run {
    try run(process(arguments, [:], in: nil), input: "")
  }

  /// Runs a command of a shell in which `chapters` is the tool.
  func run(shell command: String) throws -> Run {
    let process = process([], [:], in: nil)
    let tool = process.executableURL?.path ?? ""
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "chapters() { '\(tool)' \"$@\"; }; \(command)"]
    return try run(process, input: "")
  }

  private func run(_ process: Process, input: String) throws -> Run {
    try write(".input", input)
    process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: ".input"))
    try start(process)
    process.waitUntilExit()
    return Run(
      output: try read(".output"), errors: try read(".errors"), code: process.terminationStatus)
  }

  /// Starts the tool and leaves it running; what it says goes to the files `.output` and `.errors`.
  func start(_ arguments: String...) throws -> Process { try start(arguments) }

  /// Starts the tool in the same way.
  func start(_ arguments: [String]) throws -> Process {
    let process = process(arguments, [:], in: nil)
    try start(process)
    return process
  }

  private func start(_ process: Process) throws {
    let files = ["output", "errors"].map { folder.appending(path: ".\($0)") }
    for file in files { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
  }

  private func process(
    _ arguments: [String], _ environment: [String: String], in place: URL?
  ) -> Process {
    let process = Process()
    // The tool lies beside the tests.
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    process.executableURL = Self.builtProducts(tests).appending(path: "chapters")
    process.arguments = arguments
    process.currentDirectoryURL = place ?? folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    return process
  }

  private static func builtProducts(_ tests: URL) -> URL {
    let named = CommandLine.arguments.first { $0.hasSuffix(".xctest") }.map { URL(filePath: $0) }
    return (named ?? tests).deletingLastPathComponent()
  }

  /// The processes that run a program of this package's cells.
  func processes() throws -> [String] {
    let work = folder.resolvingSymlinksInPath().appending(path: ".build/chapters/run-").path
    return try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
      let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/exe")
      return Int(name) != nil && link?.hasPrefix(work) == true
    }
  }

  /// Whether no such process is left, within the seconds that a busy machine may take.
  func endsItsProcesses() async throws -> Bool {
    for _ in 0..<200 {
      if try processes().isEmpty { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }

  /// The command lines of all processes.
  static func commandLines() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { name in
      guard let line = try? Data(contentsOf: URL(filePath: "/proc/\(name)/cmdline")) else {
        return nil
      }
      return String(decoding: line, as: UTF8.self)
    }
  }

  /// A compiler that fails, in the place of the one in the plan.
  func replaceCompiler() throws -> Replacement {
    let record = folder.appending(path: ".build/chapters/library.json")
    let text = try read(".build/chapters/library.json")
    let broken = text.replacing("bin\\/swift-frontend", with: "bin\\/no-frontend")
    try Data(broken.utf8).write(to: record)
    return Replacement(file: record, text: text)
  }

  struct Replacement {
    let file: URL
    let text: String

    func restore() { try? Data(text.utf8).write(to: file) }
  }
}
