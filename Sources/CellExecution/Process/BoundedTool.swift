import CellProgram
import CellRuntime
import Foundation
import SourceModel
import Subprocess
import SystemPackage

extension Tool {
  /// Why a tool was ended before it was done.
  package enum Stop: Hashable, Sendable {
    /// It took longer than these seconds.
    case timedOut(Double)
    /// It used more than these bytes of memory.
    case usedTooMuchMemory(Int)
  }

  /// Runs a command with no more time and memory than limits allow a compiler. One that is stopped is
  /// asked to crash, because then it says what it was at.
  ///
  /// - Parameter folder: Where it runs.
  package static func run(
    _ command: [String], within limits: Limits, in folder: URL? = nil
  ) async throws -> ToolResult {
    let word = String(UInt64.random(in: .min ... .max), radix: 36)
    var options = PlatformOptions()
    options.processGroupID = 0
    let result = try await Subprocess.run(
      .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
      environment: .inherit.updating([
        .init(stringLiteral: RuntimeVariable.run): word, "SWIFT_BACKTRACE": "enable=no",
      ]),
      workingDirectory: folder.map { FilePath($0.path) }, platformOptions: options, input: .none,
      output: .sequence, error: .combinedWithOutput
    ) { execution in
      let process = execution.processIdentifier.value
      RunningProcesses.shared.insert(process, word)
      return try await withThrowingTaskGroup(of: Ending.self) { tasks in
        tasks.addTask {
          var output: [UInt8] = []
          for try await buffer in execution.standardOutput {
            buffer.withUnsafeBytes { output += $0 }
          }
          return .ended(output)
        }
        tasks.addTask { .stopped(try await Self.stop(process, word, at: limits)) }
        var stop: Stop?
        defer { tasks.cancelAll() }
        do {
          while let ending = try await tasks.next() {
            switch ending {
            case .stopped(let why):
              stop = why
              kill(process, SIGABRT)
              tasks.addTask {
                try await Task.sleep(for: .seconds(10))
                return .late
              }
            case .late: RunningProcesses.shared.end(process)
            case .ended(let output):
              // What it has started may still run.
              if stop == nil { RunningProcesses.shared.forget(process) }
              RunningProcesses.shared.end(process)
              return (output, stop)
            }
          }
        } catch {
          RunningProcesses.shared.end(process)
          throw error
        }
        return ([], stop)
      }
    }
    let (output, stop) = result.closureResult
    return ToolResult(
      succeeded: result.terminationStatus.isSuccess && stop == nil,
      output: String(decoding: output, as: UTF8.self), stop: stop)
  }

  private enum Ending {
    case ended([UInt8])
    case stopped(Stop)
    /// It was told to abort, and still runs after 10 s.
    case late
  }

  /// Returns when a tool has used up what it may; throws if cancelled before.
  private static func stop(_ process: pid_t, _ word: String, at limits: Limits) async throws -> Stop
  {
    var family = ProcessFamily(of: process, word: word)
    let start = ContinuousClock.now
    while true {
      try await Task.sleep(for: .milliseconds(50))
      // On a busy machine it isn't the tool that takes long.
      let time = ContinuousClock.now - start - ProcessTable.timeInQueue(of: process)
      if time >= .seconds(limits.compileSeconds) { return .timedOut(limits.compileSeconds) }
      if family.memory(upTo: limits.memoryBytes) > limits.memoryBytes {
        return .usedTooMuchMemory(limits.memoryBytes)
      }
    }
  }
}

extension Tool.Stop {
  /// An error at the place that the compiler names in its report of the crash, as far as that lies in a
  /// cell of the program.
  func diagnostic(_ output: String, in program: Program) -> Diagnostic? {
    // `With parser at source location: main.swift:3:1`, `While type-checking … at [main.swift:3:1 - …`:
    // the innermost comes last, the stack of calls after them.
    let report = output[..<(output.firstRange(of: "\n #0 ")?.lowerBound ?? output.endIndex)]
    let places = report.matches(of: /main\.swift:([0-9]+):([0-9]+)/).reversed()
    for place in places {
      guard let line = Int(place.1), let column = Int(place.2) else { continue }
      let cell = program.cells.last {
        $0.contains(SourceLocation(file: $0.location.file, line: line, column: column))
      }
      guard let cell else { continue }
      return Diagnostic(
        severity: .error, message: "\(self)",
        location: SourceLocation(
          file: cell.location.file, line: line,
          column: column < Program.ownColumn ? column : cell.location.column))
    }
    return nil
  }
}

extension Diagnostic {
  /// Whether it says no more than that the compiler was stopped: on another machine it may not be.
  var isOfStoppedCompiler: Bool { message.hasPrefix(Tool.Stop.beginning) }
}

extension Tool.Stop: CustomStringConvertible {
  fileprivate static let beginning = "the compiler was stopped here"

  /// What was the matter, and what to do.
  package var description: String {
    switch self {
    case .timedOut(let seconds):
      """
      \(Self.beginning) after \(seconds.formatted()) s; break the expression up, or, where \
      it needs the time, set 'compile-timeout' in the chapter's front matter or in book.yml
      """
    case .usedTooMuchMemory(let bytes):
      """
      \(Self.beginning), with more than \(bytes) bytes of memory; break the expression up, \
      or set 'memory' in the chapter's front matter or in book.yml
      """
    }
  }
}
