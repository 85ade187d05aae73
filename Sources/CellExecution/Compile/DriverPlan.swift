import ChapterModel
import Foundation

/// The commands with which `swiftc` would compile and link a program.
///
/// Running them without the driver in between takes about half the time, and the driver itself
/// tells them: nothing about a toolchain's flags is written down here.
package struct DriverPlan: Codable, Sendable {
  /// The frontend's command, with `source` and `object` for its files.
  package var compile: [String]
  /// The command that lists the libraries an object asks for, with `object` and `autolink`.
  var autolink: [String]
  /// The linker's command, with `object`, `@autolink` and `program`.
  package var link: [String]
  /// The linker's command for a shared library.
  var linkLibrary: [String]

  /// Asks the driver.
  ///
  /// - Parameters:
  ///   - flags: Search paths, module maps and plugins.
  ///   - libraries: The folder of the package's dynamic library.
  /// - Throws: `ExecutionError.driver`.
  init(toolchain: Toolchain, flags: [String], libraries: URL) async throws {
    // Not in the package: the driver can't put its own files at a path that isn't ASCII.
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "chapters-plan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["main.swift", "object", "autolink"] {
      try Data().write(to: folder.appending(path: name))
    }
    let asked =
      [
        "-###", "-swift-version", "5", "-enable-bare-slash-regex", "-module-name", "Chapter",
        "main.swift", "-o", "program",
      ]
      + flags + ["-L", libraries.path, "-lChaptersLibrary"]
      + ["-Xlinker", "-rpath", "-Xlinker", libraries.path]
    let jobs = try await Self.jobs(asked, toolchain: toolchain, in: folder)
    let libraryJobs = try await Self.jobs(
      asked + ["-emit-library"], toolchain: toolchain, in: folder)
    (compile, autolink) = (jobs[0], jobs[1])
    // By its path, which programs then know: a list of folders to look in is divided by colons, and a
    // folder's name may have one.
    func byPath(_ command: [String]) -> [String] {
      let path = libraries.appending(path: ObjectFormat.sharedLibrary("ChaptersLibrary")).path
      return command.map { $0 == "-lChaptersLibrary" ? path : $0 }
    }
    link = byPath(try await Self.linkerCommand(of: jobs[2], toolchain: toolchain, in: folder))
    linkLibrary = byPath(
      try await Self.linkerCommand(of: libraryJobs[2], toolchain: toolchain, in: folder))
  }

  /// What the driver would do: compile, list what the object asks for, link.
  private static func jobs(
    _ arguments: [String], toolchain: Toolchain, in folder: URL
  ) async throws -> [[String]] {
    let jobs = try await commands(toolchain.tool("swiftc"), arguments, in: folder)
    guard jobs.count == ObjectFormat.jobCount, jobs[0].contains("-primary-file"),
      jobs[2].last == "program"
    else {
      throw ExecutionError.driver(jobs.map { $0.joined(separator: " ") }.joined(separator: "\n"))
    }
    let (object, response) = (output(of: jobs[0]), output(of: jobs[1]))
    let names = [
      "main.swift": "source", object: "object", response: "autolink",
      "@" + response: "@autolink",
    ]
    return jobs.map { replacing($0, names) }
  }

  /// clang adds the system's start files and libraries to a link; ask it too.
  private static func linkerCommand(
    of job: [String], toolchain: Toolchain, in folder: URL
  ) async throws -> [String] {
    let plain = job.filter { $0 != "@autolink" }
    let answers = try await commands(plain[0], Array(plain.dropFirst()) + ["-###"], in: folder)
    guard var command = answers.last, let object = command.firstIndex(of: "object") else {
      throw ExecutionError.driver(job.joined(separator: " "))
    }
    command.insert("@autolink", at: object + 1)
    if let quick = toolchain.found(ObjectFormat.linker) { command[0] = quick.path }
    return command
  }

  private static func commands(
    _ tool: String, _ arguments: [String], in folder: URL
  ) async throws -> [[String]] {
    // The driver leaves a folder behind in which the files of a real compilation would lie.
    let outcome = try await Tool.run(tool, arguments, in: folder, temporaryFolder: folder)
    guard outcome.succeeded else { throw ExecutionError.driver(outcome.output) }
    return outcome.output.split(separator: "\n").map(words).filter { $0.first?.first == "/" }
  }

  private static func output(of job: [String]) -> String {
    job.firstIndex(of: "-o").map { job[$0 + 1] } ?? ""
  }

  private static func replacing(_ job: [String], _ names: [String: String]) -> [String] {
    job.map { names[$0] ?? $0 }
  }

  /// A printed command's words: quotes hold one together, a backslash keeps the next character.
  private static func words(_ line: Substring) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character == " " {
        word.map { words.append($0) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
