import Foundation

/// Files that lie beside the tests.
package enum TestFiles {
  package static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
  package static let fixtures = tests.appending(path: "Fixtures")
  package static let cases = tests.appending(path: "EndToEndTests/Cases")

  /// The sound inputs of a kind from which the fuzzer begins, in the order of their names.
  package static func seeds(_ kind: String) throws -> [[UInt8]] {
    let folder = tests.appending(path: "Fuzzing/Seeds/\(kind)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    if names.isEmpty { throw NoCases(folder: folder.path) }
    return try names.sorted().map { Array(try Data(contentsOf: folder.appending(path: $0))) }
  }

  /// A folder of cases has none, so that a test would pass without testing.
  private struct NoCases: Error {
    let folder: String
  }

  /// The chapters of `cases`, by their names without `.before.md`.
  package static func caseNames() throws -> [String] {
    let files = try FileManager.default.contentsOfDirectory(atPath: cases.path)
    let names = files.filter { $0.hasSuffix(".before.md") }.map { String($0.dropLast(10)) }
    if names.isEmpty { throw NoCases(folder: cases.path) }
    return names.sorted()
  }
}
