import Foundation

/// Files that lie beside the tests.
package enum TestFiles {
  package static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
  package static let fixtures = tests.appending(path: "Fixtures")
  package static let cases = tests.appending(path: "EndToEndTests/Cases")

  /// The chapters of `cases`, by their names without `.before.md`.
  package static let caseNames: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: cases.path)) ?? []
    return files.filter { $0.hasSuffix(".before.md") }.map { String($0.dropLast(10)) }.sorted()
  }()
}
