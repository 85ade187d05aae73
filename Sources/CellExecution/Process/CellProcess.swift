import CellRuntime
import ChapterModel
import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// A chapter's program, run as a process of its own within limits.
package struct CellProcess: Sendable {
  package let program: URL
  package let cells: [Cell]
  package let limits: Limits
  /// Where it runs: relative paths in cells begin here.
  package let workingFolder: URL
  package let environment: CellEnvironment
  /// The cell it is started for, if that isn't part of the program.
  var attempt: Cell?
  /// How many other choices of its controls are made, at most.
  var stateLimit = 0
  /// Whether it has no network but its own, where the system can give it one.
  var isOffline = false
  /// Whether a trap leaves a crash report, which takes longer than most cells.
  var reportsCrashes = false

  /// Runs the program to its end, or to a limit.
  package func run() async throws -> ProcessResult {
    let word = String(UInt64.random(in: .min ... .max), radix: 36)
    try makeFiles()
    var options = PlatformOptions()
    options.processGroupID = 0
    let watch = LimitWatch(limits: limits, watchesCells: stateLimit == 0)
    let result = try await Subprocess.run(
      .path(FilePath(program.path)), environment: environment(word: word),
      workingDirectory: FilePath(workingFolder.path), platformOptions: options,
      input: .inputWriter, output: .sequence, error: .combinedWithOutput
    ) { execution in
      let group = execution.processIdentifier.value
      RunningProcesses.shared.insert(group, word)
      defer { RunningProcesses.shared.end(group) }
      return try await withThrowingTaskGroup(of: MarkedOutput?.self) { tasks in
        tasks.addTask {
          try await watch.untilLimit(of: group, word)
          RunningProcesses.shared.end(group)
          return nil
        }
        if stateLimit > 0 {
          tasks.addTask {
            try await untilStatesPrintTooMuch(word)
            watch.stop(because: .printedTooMuch(limits.outputBytes))
            RunningProcesses.shared.end(group)
            return nil
          }
        }
        tasks.addTask {
          var output = MarkedOutput(word: word)
          var progress = WorkProgress.OfCells(cells)
          for try await buffer in execution.standardOutput {
            output.append(buffer.withUnsafeBytes { Array($0) })
            progress.report(begun: output.cells.count)
            if !watch.sees(output, cells) { RunningProcesses.shared.end(group) }
          }
          output.finish()
          return output
        }
        defer { tasks.cancelAll() }
        while let finished = try await tasks.next() {
          if let output = finished { return output }
        }
        return MarkedOutput(word: word)
      }
    }
    var outcome = ProcessResult(
      cells: result.closureResult.cells,
      ending: watch.reason ?? ending(result.terminationStatus, result.closureResult),
      line: Self.readLine(position))
    if stateLimit > 0, outcome.ending == .finished || watch.reason != nil {
      outcome.states = try StateOutputs(folder: states, word: word, root: outcome.cells)
        .states(stoppedBy: watch.reason)
    }
    return outcome
  }

  /// The file in which the program keeps the line of its statement.
  private var position: URL { program.deletingLastPathComponent().appending(path: "position") }
  /// The folder for what comes of its controls' other choices.
  private var states: URL { program.deletingLastPathComponent().appending(path: "states") }

  /// Makes what the program writes to, empty.
  private func makeFiles() throws {
    try Data(count: 8).write(to: position)
    for folder in [Self.displays(of: program)] + (stateLimit > 0 ? [states] : []) {
      try? FileManager.default.removeItem(at: folder)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
  }

  /// - Parameter word: The run's own, before marks and in all of its processes' environments.
  private func environment(word: String) -> Environment {
    environment.adding([
      RuntimeVariable.mark: word, RuntimeVariable.run: word,
      RuntimeVariable.attempt: attempt.map { "\($0.index)" } ?? "",
      RuntimeVariable.position: position.path,
      RuntimeVariable.displays: Self.displays(of: program).path,
      RuntimeVariable.states: stateLimit > 0 ? states.path : "",
      RuntimeVariable.stateLimit: "\(stateLimit)",
      RuntimeVariable.offline: isOffline ? "1" : "", "SWIFT_BACKTRACE": backtrace,
    ])
  }

  /// Waits until the processes of other choices have printed more than they may.
  private func untilStatesPrintTooMuch(_ word: String) async throws {
    let outputs = StateOutputs(folder: states, word: word, root: [])
    while true {
      try await Task.sleep(for: .milliseconds(20))
      if outputs.printTooMuch(limit: limits.outputBytes) { return }
    }
  }

  private var backtrace: String {
    guard reportsCrashes else { return Self.noBacktrace }
    let file = Self.crashReport(of: program).path
    return "enable=yes,interactive=no,color=no,format=json,output-to=\(file)"
  }

  /// What `SWIFT_BACKTRACE` is where no report of a crash is wanted. With backtraces off, Swift's runtime prints a stack
  /// trace of its own into the cell's output; with a program to make them that can't be started, it prints nothing.
  package static let noBacktrace =
    "enable=yes,interactive=no,color=no,threads=crashed,swift-backtrace=/dev/null"

  /// Where a program's crash report is written.
  static func crashReport(of program: URL) -> URL {
    program.deletingLastPathComponent().appending(path: "crash.json")
  }

  /// Where a program's shown values are written.
  package static func displays(of program: URL) -> URL {
    program.deletingLastPathComponent().appending(path: "displays")
  }

  private func ending(_ status: TerminationStatus, _ output: MarkedOutput) -> ProcessResult.Ending {
    switch status {
    case .signaled(SIGKILL) where output.reachedEnd: .finished
    case .signaled(let signal): .signalled(signal)
    case .exited(let code): output.reachedEnd ? .finished : .exited(code)
    }
  }

  /// The line that a program has noted.
  package static func readLine(_ file: URL) -> Int? {
    guard let data = try? Data(contentsOf: file), data.count == 8 else { return nil }
    let line = data.withUnsafeBytes { $0.loadUnaligned(as: Int.self) }
    return line > 0 ? line : nil
  }
}
