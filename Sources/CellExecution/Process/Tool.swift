import Foundation
import SourceModel
import Subprocess
import SystemPackage

/// What a tool said, on both streams, and how it ended.
package struct ToolResult: Sendable {
  package var succeeded: Bool
  package var output: String
  /// Why it was ended, if it was.
  package var stop: Tool.Stop?
}

/// Runs a tool to its end and keeps what it says.
package enum Tool {
  /// Runs a command: a tool's path, and its arguments.
  package static func run(_ command: [String]) async throws -> ToolResult {
    try await run(command[0], Array(command.dropFirst()))
  }

  package static func run(
    _ path: String, _ arguments: [String], in folder: URL? = nil, mergingErrors: Bool = true,
    temporaryFolder: URL? = nil, eachLine: (@Sendable (String) -> Void)? = nil
  ) async throws -> ToolResult {
    let executable = Executable.path(FilePath(path))
    let environment = Environment.inherit.updating(
      temporaryFolder.map { ["TMPDIR": $0.path] } ?? [:])
    let folder = folder.map { FilePath($0.path) }
    let limit = 64 << 20
    if let eachLine {
      let result = try await Subprocess.run(
        executable, arguments: Arguments(arguments), environment: environment,
        workingDirectory: folder, input: .none, output: .sequence, error: .combinedWithOutput
      ) { execution in
        var lines = ToolLines(limit: limit)
        for try await buffer in execution.standardOutput {
          buffer.withUnsafeBytes { lines.append($0) }.map(eachLine)
        }
        return lines.text
      }
      return ToolResult(
        succeeded: result.terminationStatus.isSuccess, output: result.closureResult)
    }
    if mergingErrors {
      let result = try await Subprocess.run(
        executable, arguments: Arguments(arguments), environment: environment,
        workingDirectory: folder,
        output: .string(limit: limit), error: .combinedWithOutput)
      return ToolResult(
        succeeded: result.terminationStatus.isSuccess, output: result.standardOutput)
    }
    let result = try await Subprocess.run(
      executable, arguments: Arguments(arguments), environment: environment,
      workingDirectory: folder,
      output: .string(limit: limit), error: .string(limit: limit))
    let succeeded = result.terminationStatus.isSuccess
    return ToolResult(
      succeeded: succeeded, output: succeeded ? result.standardOutput : result.standardError)
  }
}

/// What a tool says, as it comes.
private struct ToolLines {
  private var bytes: [UInt8] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// All of it, up to a limit.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Takes more; the last line that is whole now, if there is one and it isn't empty.
  mutating func append(_ more: UnsafeRawBufferPointer) -> String? {
    guard bytes.count < limit else { return nil }
    let before = bytes.count
    bytes.append(contentsOf: more)
    guard let end = bytes[before...].lastIndex(of: .lineFeed) else { return nil }
    let start = bytes[..<end].lastIndex(of: .lineFeed).map { $0 + 1 } ?? 0
    return start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : nil
  }
}
