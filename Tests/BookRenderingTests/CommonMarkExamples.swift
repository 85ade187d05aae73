import Foundation

/// The examples of CommonMark's specification, in the folder that CHAPTERS_TEST_DATA names.
enum CommonMarkExamples {
  static let folder = ProcessInfo.processInfo.environment["CHAPTERS_TEST_DATA"]
    .map { URL(filePath: $0) }

  private struct Example: Decodable {
    let markdown: String
  }

  /// The Markdown of each example; none where no folder is named.
  static func texts() throws -> [String] {
    guard let folder else { return [] }
    let data = try Data(contentsOf: folder.appending(path: "commonmark-0.30-examples.json"))
    return try JSONDecoder().decode([Example].self, from: data).map(\.markdown)
  }
}
