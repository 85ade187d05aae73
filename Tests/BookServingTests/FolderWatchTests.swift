import Foundation
import Synchronization
import Testing

@testable import BookServing

@Suite struct FolderWatchTests {
  /// A folder with chapters beside one with what they may be links to.
  private func inFolders(_ body: (_ chapters: URL, _ target: URL) async throws -> Void) async throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let folders = ["Chapters", "target"].map { folder.appending(path: $0) }
    for folder in folders {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    try await body(folders[0], folders[1])
  }

  private func link(_ url: URL, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: url.path, withDestinationPath: target)
  }

  /// Does something, and waits until it is said that a file has changed.
  private func expectNews(
    of name: String, _ changes: Changes, after change: () throws -> Void
  ) async throws {
    changes.names.withLock { $0 = [] }
    try change()
    while !changes.names.withLock({ $0.contains(name) }) {
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a chapter that is a link is followed to its file`() async throws {
    try await inFolders { chapters, target in
      let file = target.appending(path: "text.md")
      try Data("a".utf8).write(to: file)
      try link(target.appending(path: "between.md"), to: "text.md")
      try link(chapters.appending(path: "x.md"), to: "../target/between.md")
      let changes = Changes()
      let watch = try FolderWatch(chapters) { changes.add($0) }
      // Written in place, by rename, and removed.
      try await expectNews(of: "x.md", changes) { try Data("b".utf8).write(to: file) }
      try await expectNews(of: "x.md", changes) {
        try Data("c".utf8).write(to: file, options: .atomic)
      }
      try await expectNews(of: "x.md", changes) {
        try FileManager.default.removeItem(at: file)
      }
      // A link on the way leads elsewhere.
      try await expectNews(of: "x.md", changes) {
        try FileManager.default.removeItem(at: target.appending(path: "between.md"))
        try link(target.appending(path: "between.md"), to: "other.md")
      }
      withExtendedLifetime(watch) {}
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a link that comes later is followed too`() async throws {
    try await inFolders { chapters, target in
      let file = target.appending(path: "text.md")
      try Data("a".utf8).write(to: file)
      let changes = Changes()
      let watch = try FolderWatch(chapters) { changes.add($0) }
      try await expectNews(of: "new.md", changes) {
        try link(chapters.appending(path: "new.md"), to: file.path)
      }
      // The news come before the link's own folder is watched.
      changes.names.withLock { $0 = [] }
      while !changes.names.withLock({ $0.contains("new.md") }) {
        try Data(UUID().uuidString.utf8).write(to: file)
        try await Task.sleep(for: .milliseconds(20))
      }
      withExtendedLifetime(watch) {}
    }
  }

  @Test func `links that lead in a circle or nowhere are no trouble`() async throws {
    try await inFolders { chapters, target in
      try link(chapters.appending(path: "a.md"), to: "b.md")
      try link(chapters.appending(path: "b.md"), to: "a.md")
      try link(chapters.appending(path: "c.md"), to: "../target/none/none.md")
      let names = LinkTargets(in: chapters).names
      #expect(names[target.appending(path: "none").path]?["none.md"] == ["c.md"])
      _ = try FolderWatch(chapters) { _ in }
    }
  }
}

/// The names that have been said.
private final class Changes: Sendable {
  let names = Mutex<Set<String>>([])

  func add(_ more: Set<String>) { names.withLock { $0.formUnion(more) } }
}
