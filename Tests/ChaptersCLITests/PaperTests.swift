import Foundation
import Testing

/// What the files at the top of the repository say.
extension CommandTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  @Test func `the version that the tool prints is the newest of the changelog`() throws {
    let newest = try Self.text("CHANGELOG.md").firstMatch(of: /(?m)^## \[(\d+\.\d+\.\d+)\]/)
    let run = try Workplace().run("--version")
    #expect(run.output == "\(try #require(newest).1)\n")
    #expect(run.code == 0)
  }

  @Test func `the files that NOTICE names are there`() throws {
    let place = /(?m)(?:^ {4}|, )((?:Sources|Tests|Chapters|Benchmarks)[\w\/.]*)/
    let paths = try Self.text("NOTICE").matches(of: place).map { String($0.1) }
    #expect(paths.count > 8)
    for path in paths {
      let file = Self.root.appending(path: path)
      #expect(FileManager.default.fileExists(atPath: file.path), "\(path)")
    }
  }
}
