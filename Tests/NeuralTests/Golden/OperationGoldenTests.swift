import Foundation
import Testing

/// PyTorch's values, gradients and node names: a test for each operation in `Tests/Golden/operations`.
struct OperationGoldenTests {
  /// The recorded cases of an operation.
  static func cases(_ operation: String) throws -> [GoldenOperation] {
    try GoldenFolder.cases("operations/\(operation)")
  }

  @Test(arguments: try GoldenFolder.names(in: "operations"))
  func `an operation that is recorded has a test`(operation: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    let tests = try files.filter { $0.lastPathComponent.hasPrefix("OperationGoldenTests+") }
      .map { try String(contentsOf: $0, encoding: .utf8) }
    #expect(tests.contains { $0.contains("@Test(arguments: try cases(\"\(operation)\"))") })
  }
}
