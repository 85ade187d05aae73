import CellExecution
import ChapterModel
import Foundation
import Subprocess
import SystemPackage

/// Runs cells' twins with Python and PyTorch.
package struct TwinRunner: Sendable {
  /// The interpreter.
  package let python: String

  /// What a twin printed, and why it stopped, if it did.
  package struct Outcome {
    package var output: String
    package var error: String?
  }

  /// Finds Python: `PYTORCH_PYTHON`, or else `python3` in `PATH`.
  ///
  /// - Throws: `TwinError` if there is none, or it has no PyTorch.
  package init() async throws {
    python = ProcessInfo.processInfo.environment["PYTORCH_PYTHON"] ?? "python3"
    let outcome: (succeeded: Bool, output: String)
    do {
      outcome = try await Self.run(
        python, ["-c", "import torch"], input: "", in: CellEnvironment(Settings()))
    } catch {
      throw TwinError.noPython(python)
    }
    guard outcome.succeeded else { throw TwinError.noPyTorch(python) }
  }

  /// Runs twins, in order, as one program; after one that stops, no further one runs.
  package func run(_ twins: [Cell.Twin], in environment: CellEnvironment) async throws -> [Outcome]
  {
    let pieces: [[Any]] = twins.map { [$0.location.file, $0.location.line, $0.code] }
    let input = String(
      decoding: try JSONSerialization.data(withJSONObject: pieces), as: UTF8.self)
    let script = String(decoding: PackageResources.twins_py, as: UTF8.self)
    let outcome = try await Self.run(python, ["-c", script], input: input, in: environment)
    guard outcome.succeeded,
      let results = try? JSONDecoder().decode([[String?]].self, from: Data(outcome.output.utf8))
    else { throw TwinError.ended(python) }
    return results.map { Outcome(output: ($0.first ?? nil) ?? "", error: $0.last ?? nil) }
  }

  private static func run(
    _ python: String, _ arguments: [String], input: String, in environment: CellEnvironment
  ) async throws -> (succeeded: Bool, output: String) {
    let executable: Executable = python.contains("/") ? .path(FilePath(python)) : .name(python)
    // What Python itself goes by, and the same as for cells.
    let python = ProcessInfo.processInfo.environment.filter {
      $0.key.hasPrefix("PYTHON") || $0.key == "VIRTUAL_ENV" || $0.key.hasPrefix("CONDA")
    }
    let variables = python.merging(["PYTHONHASHSEED": "0"]) { $1 }
    let result = try await Subprocess.run(
      executable, arguments: Arguments(arguments), environment: environment.adding(variables),
      input: .string(input),
      output: .string(limit: 64 << 20), error: .discarded)
    return (result.terminationStatus.isSuccess, result.standardOutput)
  }
}

/// Why twins can't be run.
package enum TwinError: Error, CustomStringConvertible {
  /// There is no Python.
  case noPython(String)
  /// Python has no PyTorch.
  case noPyTorch(String)
  /// Python ended before all was done.
  case ended(String)

  /// One sentence with what to do.
  package var description: String {
    switch self {
    case .noPython(let name):
      "error: '\(name)' can't be run, so no twin can; install Python, or name it in PYTORCH_PYTHON"
    case .noPyTorch(let name):
      """
      error: '\(name)' has no PyTorch, so no twin can run; install it with 'pip install torch', or \
      name another Python in PYTORCH_PYTHON
      """
    case .ended(let name): "error: '\(name)' ended before all twins had run"
    }
  }
}
