import Foundation
import Testing

extension CommandTests {
  @Test func `the version that the tool prints is the newest of the changelog`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let changelog = try Data(contentsOf: root.appending(path: "CHANGELOG.md"))
    let newest = String(decoding: changelog, as: UTF8.self)
      .firstMatch(of: /(?m)^## \[(\d+\.\d+\.\d+)\]/)
    let run = try ScratchPackage().run("--version")
    #expect(run.output == "\(try #require(newest).1)\n")
    #expect(run.code == 0)
  }
}
