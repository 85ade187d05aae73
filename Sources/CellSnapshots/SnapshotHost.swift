import CellExecution
import CellProgram
import CellRuntime
import Foundation
import Subprocess
import SystemPackage

/// The process that all snapshots come from: it has loaded the package's library and run no cell.
struct SnapshotHost: Sendable {
  let snapshot: Snapshot
  private let task: Task<Void, any Error>

  /// Starts it.
  ///
  /// - Parameters:
  ///   - folder: Where its files lie for as long as it lives.
  ///   - workingFolder: Where cells run: relative paths in them begin here.
  ///   - environment: The variables that cells find.
  init(
    compiler: Compiler, folder: URL, workingFolder: URL, environment: CellEnvironment
  ) async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let program = try await compiler.buildHost(in: folder)
    let requests = folder.appending(path: "requests")
    try NamedPipe.make(at: requests.path)
    let (started, continuation) = AsyncStream.makeStream(of: pid_t.self)
    task = Task {
      defer { continuation.finish() }
      try await Self.run(program, requests: requests, workingFolder: workingFolder, environment) {
        continuation.yield($0)
      }
    }
    guard let process = await started.first(where: { _ in true }) else {
      throw ExecutionError.driver("the process for cells doesn't start")
    }
    snapshot = Snapshot(process: process, requests: requests)
    try await waitUntilReady()
  }

  private static func run(
    _ program: URL, requests: URL, workingFolder: URL, _ environment: CellEnvironment,
    started: @escaping @Sendable (pid_t) -> Void
  ) async throws {
    let word = String(UInt64.random(in: .min ... .max), radix: 36)
    var options = PlatformOptions()
    options.processGroupID = 0
    let environment = environment.adding([
      RuntimeVariable.run: word,
      // A report of a crash takes longer than the cells; the place is known without it.
      "SWIFT_BACKTRACE": CellProcess.noBacktrace,
    ])
    _ = try await Subprocess.run(
      .path(FilePath(program.path)), arguments: [requests.path], environment: environment,
      workingDirectory: FilePath(workingFolder.path), platformOptions: options,
      input: .inputWriter, output: .discarded, error: .discarded
    ) { execution in
      let group = execution.processIdentifier.value
      RunningProcesses.shared.insert(group, word)
      defer { RunningProcesses.shared.end(group) }
      started(group)
      // Its standard input stays open for as long as it may live.
      try await Task.sleep(for: .seconds(1 << 40))
    }
  }

  /// Until it reads its pipe.
  private func waitUntilReady() async throws {
    for _ in 0..<1000 {
      if snapshot.isThere { return }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw ExecutionError.driver("the process for cells doesn't answer")
  }

  /// Ends it and all snapshots.
  func end() { task.cancel() }
}

extension Compiler {
  /// The program that waits for cells.
  fileprivate func buildHost(in folder: URL) async throws -> URL {
    let files = try files(
      in: folder, source: "import \(Program.runtimeModule)\n__chaptersWaitForCells()\n")
    let compiled = try await run(library.plan.compile, files)
    let outcome =
      compiled.succeeded ? try await link(files, with: library.plan.link, importing: []) : compiled
    guard outcome.succeeded else {
      throw ExecutionError.driver(withoutPaths(outcome.output, in: folder))
    }
    return folder.appending(path: "program")
  }
}
