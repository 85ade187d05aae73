import CellExecution
import ChapterModel
import Foundation
import Subprocess
import SystemPackage

/// What a twin printed, and the error that stopped it, if one did.
struct TwinResult: Decodable {
  let output: String
  let error: String?
}

/// Runs the twins of cells in Python.
struct TwinRunner: Sendable {
  let python: String
  private let imports: [String]

  private enum Answer: Decodable {
    case results([TwinResult])
    case missing(module: String, reason: String)

    private enum Key: String, CodingKey { case results, missing, reason }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Key.self)
      if let module = try values.decodeIfPresent(String.self, forKey: .missing) {
        self = .missing(module: module, reason: try values.decode(String.self, forKey: .reason))
      } else {
        self = .results(try values.decode([TwinResult].self, forKey: .results))
      }
    }
  }

  /// - Parameters:
  ///   - root: The package that a relative path of an interpreter belongs to.
  ///   - environment: The variables that the interpreter's path may begin with.
  /// - Throws: ``TwinError``.
  init(
    _ settings: TwinSettings, root: PackageRoot,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(TwinError) {
    let found = settings.interpreters.lazy.compactMap {
      Requirements.expanded($0, in: environment)
    }.first
    guard let found else { throw .noInterpreter(settings.interpreters) }
    python = found.contains("/") ? URL(filePath: found, relativeTo: root.url).path : found
    imports = settings.imports
  }

  /// Runs twins, in order, as one program; after one that stops, no further one runs.
  ///
  /// - Throws: ``TwinError``.
  func run(_ twins: [Cell.Twin], in environment: CellEnvironment) async throws -> [TwinResult] {
    let pieces: [[Any]] = twins.map { [$0.location.file, $0.location.line, $0.code] }
    let input = try JSONSerialization.data(
      withJSONObject: ["imports": imports, "pieces": pieces] as [String: Any])
    let script = String(decoding: PackageResources.twins_py, as: UTF8.self)
    let output = try await output(of: script, input, in: environment)
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(output.utf8)) else {
      throw TwinError.ended(python)
    }
    switch answer {
    case .results(let results): return results
    case .missing(let module, let reason):
      throw TwinError.missingModule(module, python: python, reason: reason)
    }
  }

  private func output(
    of script: String, _ input: Data, in environment: CellEnvironment
  ) async throws -> String {
    let executable: Executable = python.contains("/") ? .path(FilePath(python)) : .name(python)
    // The cells' variables, and those that Python and its package managers read.
    let own = ProcessInfo.processInfo.environment.filter {
      $0.key.hasPrefix("PYTHON") || $0.key == "VIRTUAL_ENV" || $0.key.hasPrefix("CONDA")
    }
    let variables = own.merging(["PYTHONHASHSEED": "0"]) { $1 }
    do {
      return try await Subprocess.run(
        executable, arguments: ["-c", script], environment: environment.adding(variables),
        input: .string(String(decoding: input, as: UTF8.self)),
        output: .string(limit: 64 << 20), error: .discarded
      ).standardOutput
    } catch let error as SubprocessError
      where error.code == .executableNotFound || error.code == .spawnFailed
    {
      throw TwinError.cannotStart(python)
    }
  }
}
