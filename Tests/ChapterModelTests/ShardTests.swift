import Foundation
import TestSupport
import Testing

@testable import ChapterModel

@Suite struct ShardTests {
  private func chapters(_ sizes: [Int]) throws -> [ChapterEntry] {
    let root = try PackageRoot(around: TestFiles.fixtures.appending(path: "Greeting"))
    let folder = FileManager.default.temporaryDirectory.appending(path: "shards-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try sizes.enumerated().map { number, size in
      let file = folder.appending(path: "\(number).md")
      try Data(String(repeating: "```swift\n1\n```\n", count: size).utf8).write(to: file)
      return try ChapterEntry(file, in: nil, root: root)
    }
  }

  @Test func `parts are even, and together the whole`() throws {
    let chapters = try chapters([9, 1, 1, 1, 5, 4, 0, 3])
    let parts = (1...3).compactMap { Shard("\($0)/3")?.chapters(of: chapters) }
    let loads = parts.map { $0.map(\.cellCount).reduce(0, +) }
    #expect(loads.reduce(0, +) == 24)
    #expect(loads.allSatisfy { 7...9 ~= $0 })
    #expect(Set(parts.flatMap { $0.map(\.name) }).count == chapters.count)
  }

  @Test func `more parts than chapters leave some empty`() throws {
    let chapters = try chapters([1, 1])
    let sizes = (1...4).compactMap { Shard("\($0)/4")?.chapters(of: chapters).count }
    #expect(sizes == [1, 1, 0, 0])
  }

  @Test(arguments: ["", "1", "0/2", "3/2", "1/0", "a/b", "1/2/3", "-1/2", "/"])
  func `anything else is no part`(_ text: String) {
    #expect(Shard(text) == nil)
  }
}
