import Foundation

/// The files that `Tests/Golden/generate.py` wrote.
enum GoldenFolder {
  /// The folder in the repository, with the Python programs.
  static let programs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Golden")

  /// The folder that NEURAL_GOLDEN names, or else the one in the repository.
  static let url =
    ProcessInfo.processInfo.environment["NEURAL_GOLDEN"].map { URL(fileURLWithPath: $0) }
    ?? programs

  /// A file or folder of cases has none, so that a test would pass without testing.
  struct Empty: Error {
    let path: String
  }

  /// The cases of a file, one a line.
  static func cases<Case: Decodable>(_ name: String, _ type: Case.Type = Case.self) throws -> [Case]
  {
    let file = url.appending(path: "\(name).jsonl")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    if lines.isEmpty { throw Empty(path: file.path) }
    return try JSONDecoder().decode(
      [Case].self, from: Data("[\(lines.joined(separator: ","))]".utf8))
  }

  /// The names of the files of a folder.
  static func names(in folder: String) throws -> [String] {
    try names(in: url.appending(path: folder))
  }

  /// The same of a folder elsewhere.
  static func names(in folder: URL) throws -> [String] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let names = files.filter { $0.hasSuffix(".jsonl") }.map { String($0.dropLast(6)) }
    if names.isEmpty { throw Empty(path: folder.path) }
    return names.sorted()
  }
}
