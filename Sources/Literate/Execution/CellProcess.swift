import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// A chapter's program, run as a process of its own within limits.
struct CellProcess: Sendable {
  let program: URL
  let cells: [Cell]
  let limits: Limits
  /// Where it runs: relative paths in cells begin here.
  let workingFolder: URL

  /// What a program did.
  struct Outcome {
    /// What each cell that began has printed.
    var outputs: [[UInt8]]
    var ending: Ending
    /// The line and column of the statement that ran last.
    var position: (line: Int, column: Int)?
  }

  /// How a program ended.
  enum Ending: Equatable {
    case finished
    /// With this code, before its last cell was done.
    case exited(Int32)
    case signalled(Int32)
    /// A cell ran longer than these seconds.
    case timedOut(Double)
    /// A cell printed more than these bytes.
    case printedTooMuch(Int)
  }

  /// Runs the program to its end, or to a limit.
  func run() async throws -> Outcome {
    let word = String(UInt64.random(in: .min ... .max), radix: 36)
    let position = program.deletingLastPathComponent().appending(path: "position")
    let crash = Self.crashReport(of: program)
    try Data(count: 16).write(to: position)
    var options = PlatformOptions()
    options.processGroupID = 0
    let environment = Environment.inherit.updating([
      "CHAPTERS_MARK": word, .init(stringLiteral: Descendants.variable): word,
      "CHAPTERS_POSITION": position.path,
      // Without this the runtime prints a backtrace of its own into the cell's output.
      "SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no,format=json,output-to=\(crash.path)",
    ])
    let watch = Watch(limits: limits)
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
          try await watch.untilLimit()
          RunningProcesses.shared.end(group)
          return nil
        }
        tasks.addTask {
          var output = MarkedOutput(word: word)
          for try await buffer in execution.standardOutput {
            output.append(buffer.withUnsafeBytes { Array($0) })
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
    return Outcome(
      outputs: result.closureResult.outputs,
      ending: watch.reason ?? ending(result.terminationStatus, result.closureResult),
      position: readPosition(position))
  }

  /// Where a program's crash report is written.
  static func crashReport(of program: URL) -> URL {
    program.deletingLastPathComponent().appending(path: "crash.json")
  }

  private func ending(_ status: TerminationStatus, _ output: MarkedOutput) -> Ending {
    switch status {
    case .signaled(SIGKILL) where output.reachedEnd: .finished
    case .signaled(let signal): .signalled(signal)
    case .exited(let code): output.reachedEnd ? .finished : .exited(code)
    }
  }

  private func readPosition(_ file: URL) -> (line: Int, column: Int)? {
    guard let data = try? Data(contentsOf: file), data.count == 16 else { return nil }
    let numbers = data.withUnsafeBytes { Array($0.bindMemory(to: Int.self)) }
    return numbers[0] > 0 ? (numbers[0], numbers[1]) : nil
  }
}

/// Watches one run: a time for each cell, and a size for what it prints.
private final class Watch: Sendable {
  private struct State {
    var deadline: ContinuousClock.Instant
    var seconds: Double
    var cell = -1
    var hasEnded = false
    var reason: CellProcess.Ending?
  }

  private let limits: Limits
  private let state: Mutex<State>

  init(limits: Limits) {
    self.limits = limits
    state = Mutex(
      State(deadline: .now + .seconds(limits.cellSeconds), seconds: limits.cellSeconds))
  }

  /// Why the run was stopped, if it was.
  var reason: CellProcess.Ending? { state.withLock { $0.reason } }

  /// Returns when a cell's time is over; throws if cancelled before.
  func untilLimit() async throws {
    while true {
      // In steps, because the next cell may have less time than this one.
      try await Task.sleep(for: .milliseconds(20))
      let isOver = state.withLock { state in
        guard state.deadline <= .now else { return false }
        if !state.hasEnded { state.reason = state.reason ?? .timedOut(state.seconds) }
        return true
      }
      if isOver { return }
    }
  }

  /// Takes note of the output so far; false if there is too much of it.
  func sees(_ output: MarkedOutput, _ cells: [Cell]) -> Bool {
    state.withLock { state in
      if output.outputs.count - 1 > state.cell, let cell = cells[safe: output.outputs.count - 1] {
        state.cell = output.outputs.count - 1
        state.seconds = cell.options.timeout ?? limits.cellSeconds
        state.deadline = .now + .seconds(state.seconds)
      }
      if output.reachedEnd, !state.hasEnded {
        state.hasEnded = true
        // What a cell left running in the background may hold the output open: not for long.
        state.deadline = .now + .seconds(2)
      }
      guard output.outputs.last?.count ?? 0 > limits.outputBytes else { return true }
      state.reason = state.reason ?? .printedTooMuch(limits.outputBytes)
      return false
    }
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
