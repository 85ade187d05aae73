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

  /// The cases in one of the files.
  static func cases<Case: Decodable>(_ name: String, _ type: Case.Type) throws -> [Case] {
    let data = try Data(contentsOf: url.appending(path: "\(name).json"))
    return try JSONDecoder().decode([Case].self, from: data)
  }
}
