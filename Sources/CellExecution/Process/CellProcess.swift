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
    let position = program.deletingLastPathComponent().appending(path: "position")
    let displays = Self.displays(of: program)
    try Data(count: 8).write(to: position)
    try? FileManager.default.removeItem(at: displays)
    try FileManager.default.createDirectory(at: displays, withIntermediateDirectories: true)
    let states = program.deletingLastPathComponent().appending(path: "states")
    if stateLimit > 0 {
      try? FileManager.default.removeItem(at: states)
      try FileManager.default.createDirectory(at: states, withIntermediateDirectories: true)
    }
    var options = PlatformOptions()
    options.processGroupID = 0
    let environment = environment.adding([
      RuntimeVariable.mark: word, RuntimeVariable.run: word,
      RuntimeVariable.attempt: attempt.map { "\($0.index)" } ?? "",
      RuntimeVariable.position: position.path, RuntimeVariable.displays: displays.path,
      RuntimeVariable.states: stateLimit > 0 ? states.path : "",
      RuntimeVariable.stateLimit: "\(stateLimit)",
      RuntimeVariable.offline: isOffline ? "1" : "", "SWIFT_BACKTRACE": backtrace,
    ])
    let watch = LimitWatch(limits: limits, watchesCells: stateLimit == 0)
    let result = try await Subprocess.run(
      .path(FilePath(program.path)), environment: environment,
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
        tasks.addTask {
          let outputs = StateOutputs(folder: states, word: word, root: [])
          while true {
            try await Task.sleep(for: .milliseconds(20))
            guard stateLimit > 0, outputs.printTooMuch(limit: limits.outputBytes) else { continue }
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

  private var backtrace: String {
    guard reportsCrashes else { return Self.noBacktrace }
    let file = Self.crashReport(of: program).path
    return "enable=yes,interactive=no,color=no,format=json,output-to=\(file)"
  }

  /// The setting for no report of a crash. A runtime that isn't to make one prints a stack trace into
  /// the cell's output; so it is to, with a tool that can't be started.
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
