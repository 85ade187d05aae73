import CellProgram
import Foundation
import SourceModel

/// Which libraries programs have to be linked with, by what they import.
///
/// ELF's objects name all the libraries that their imports might need. Asking them takes as long as
/// linking, and reading those libraries takes longer than the rest of it. Yet most programs need
/// next to none of them, because the package's library has been linked with them already.
package struct AutolinkCache: Sendable {
  package let folder: URL

  /// What suffices for a program that imports nothing.
  private var least: URL { folder.appending(path: "least") }

  /// Whether guesses can be made.
  var areThere: Bool { FileManager.default.fileExists(atPath: least.path) }

  private func file(_ imports: [String]) -> URL { folder.appending(path: Digest.hex(imports)) }

  /// A list of libraries, for the linker, that is worth a try: what a program with the same imports
  /// needed, or as little as there is.
  func guess(importing imports: [String]) -> URL? {
    [file(imports), least].first { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// Keeps what was asked for where a guess wasn't enough.
  package func keep(_ list: URL, importing imports: [String]) {
    // Nothing depends on it, so that a full disk doesn't matter.
    try? AtomicFile.write(Array(Data(contentsOf: list)), to: file(imports))
  }

  /// Begins anew, for another build of the package's library.
  func reset(_ plan: DriverPlan) async throws {
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (source, object) = (folder.appending(path: "main.swift"), folder.appending(path: "object"))
    defer { for file in [source, object] { try? FileManager.default.removeItem(at: file) } }
    let files = ["source": source.path, "object": object.path, "autolink": least.path]
    // What every program imports fills the compiler's cache of modules once, before several programs would
    // at the same time.
    try Data("import \(Program.runtimeModule)\n".utf8).write(to: source)
    _ = try await Tool.run(plan.compile.map { files[$0] ?? $0 })
    try Data().write(to: source)
    for command in [plan.compile, plan.autolink] {
      let outcome = try await Tool.run(command.map { files[$0] ?? $0 })
      guard outcome.succeeded else { throw ExecutionError.driver(outcome.output) }
    }
  }
}

extension Compiler {
  /// Links an object into a program, or into a library.
  ///
  /// - Parameters:
  ///   - command: The linker's command.
  ///   - imports: What the program imports.
  package func link(
    _ files: [String: String], with command: [String], importing imports: [String]
  ) async throws -> ToolResult {
    if let guess = answers.guess(importing: imports) {
      let outcome = try await runLinker(
        command, files.merging(["@autolink": "@" + guess.path]) { $1 })
      if outcome.succeeded { return outcome }
    }
    let asked = try await run(library.plan.autolink, files)
    guard asked.succeeded else { return asked }
    let outcome = try await runLinker(command, files)
    if outcome.succeeded, let list = files["autolink"] {
      answers.keep(URL(filePath: list), importing: imports)
    }
    return outcome
  }

  /// The linker takes a `%` in the path of its output for a place to put a number, so it gets no path.
  private func runLinker(
    _ command: [String], _ files: [String: String]
  ) async throws -> ToolResult {
    guard let path = files["program"] else { return try await run(command, files) }
    let program = URL(filePath: path)
    let names = files.merging(["program": program.lastPathComponent]) { $1 }
    return try await Tool.run(
      command.map { names[$0] ?? $0 }, within: limits, in: program.deletingLastPathComponent())
  }
}
