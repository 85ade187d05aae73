import Foundation
import Testing

@testable import ChapterModel

@Suite struct ChapterEntryTests {
  @Test(arguments: [true, false])
  func `a chapter is what its file says now, parsed before or not`(isKept: Bool) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "entry-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data().write(to: folder.appending(path: "Package.swift"))
    let file = folder.appending(path: "a.md")
    try Data("# Before\n".utf8).write(to: file)
    let entry = try ChapterEntry(
      file, in: Settings(), root: try PackageRoot(around: folder), keepsChapter: isKept)

    let (first, second) = (try entry.chapter(), try entry.chapter())
    #expect(first.title == "Before")
    #expect((first.document === second.document) == isKept)
    try Data("# After\n".utf8).write(to: file)
    #expect(try entry.chapter().title == "After")
    #expect(entry.title == "Before")
  }
}
