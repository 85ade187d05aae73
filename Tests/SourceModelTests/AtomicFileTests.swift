import Foundation
import Testing

@testable import SourceModel

/// Files are replaced whole, and only where that loses nothing.
@Suite struct AtomicFileTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "atomic-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func file(_ text: String, named name: String = "x.md") throws -> URL {
    let url = folder.appending(path: name)
    try Data(text.utf8).write(to: url)
    return url
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `a file that says something else by now stays`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = try file("old, and more")
    #expect(try !AtomicFile.replace(url, saying: Array("old".utf8), by: Array("new".utf8)))
    #expect(try String(contentsOf: url, encoding: .utf8) == "old, and more")
    try FileManager.default.removeItem(at: url)
    #expect(try !AtomicFile.replace(url, saying: Array("old".utf8), by: Array("new".utf8)))
    #expect(try names().isEmpty)
  }

  @Test func `permissions and a link to the file are kept`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = try file("old")
    let link = folder.appending(path: "link.md")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: url)
    chmod(url.path, 0o666)
    #expect(try AtomicFile.replace(link, saying: Array("old".utf8), by: Array("new".utf8)))
    #expect(try String(contentsOf: url, encoding: .utf8) == "new")
    var status = stat()
    #expect(lstat(link.path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(url.path, &status) == 0 && status.st_mode & 0o777 == 0o666)
    #expect(try names() == ["link.md", "x.md"])
  }

  @Test(.enabled(if: geteuid() == 0, "only root may give files away"))
  func `the owner is kept`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = try file("old")
    chown(url.path, 1234, 5678)
    #expect(try AtomicFile.replace(url, saying: Array("old".utf8), by: Array("new".utf8)))
    try AtomicFile.write(Array("newer".utf8), to: url)
    var status = stat()
    #expect(stat(url.path, &status) == 0 && status.st_uid == 1234 && status.st_gid == 5678)
  }

  @Test func `a read-only file is an error, for root as well`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = try file("old")
    chmod(url.path, 0o444)
    let writes = [
      { _ = try AtomicFile.replace(url, saying: Array("old".utf8), by: Array("new".utf8)) },
      { try AtomicFile.write(Array("new".utf8), to: url) },
    ]
    for write in writes {
      let error = #expect(throws: FileError.self) { try write() }
      #expect(
        error?.description
          == "error: \(url.path) can't be written: it is read-only; nothing was changed")
    }
    #expect(try String(contentsOf: url, encoding: .utf8) == "old")
    #expect(try names() == ["x.md"])
  }

  @Test func `a chapter with another name is an error`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = try file("old")
    try FileManager.default.linkItem(at: url, to: folder.appending(path: "y.md"))
    #expect(throws: FileError.self) {
      try AtomicFile.replace(url, saying: Array("old".utf8), by: Array("new".utf8))
    }
    #expect(try names() == ["x.md", "y.md"])
  }

  @Test func `a device isn't replaced by a file`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(throws: FileError.self) { try AtomicFile.write([1], to: URL(filePath: "/dev/null")) }
    #expect(throws: FileError.self) { try AtomicFile.write([1], to: folder) }
  }

  @Test func `a name as long as names may be can be written`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let name = String(repeating: "é", count: 126) + ".md"
    let url = try file("old", named: name)
    #expect(try AtomicFile.replace(url, saying: Array("old".utf8), by: Array("new".utf8)))
    #expect(try names() == [name])
  }

  @Test func `what a killed process left is removed, and nothing else`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", ":"]
    try process.run()
    process.waitUntilExit()
    let gone = process.processIdentifier
    let kept = [
      "x.md", ".x.md", ".x.md.\(gone)-7", ".x.md.chapters-\(gone)", ".x.md.chapters-\(getpid())-7",
      ".x.md.chapters-a-7", "x.md.chapters-\(gone)-7", ".x.md.chapters-\(gone)-7.md",
    ]
    for name in kept + [".x.md.chapters-\(gone)-7"] { _ = try file("", named: name) }
    AtomicFile.removeAbandonedDrafts(besides: [folder.appending(path: "x.md")])
    #expect(try names() == kept.sorted())
  }

  @Test func `a draft that another process is writing stays`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let name = ".x.md.chapters-1-7"
    let draft = try file("", named: name)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: draft.path)
    let writer = open(draft.path, O_RDWR)
    #expect(flock(writer, LOCK_EX) == 0)
    AtomicFile.removeAbandonedDrafts(besides: [folder.appending(path: "x.md")])
    #expect(try names() == [name])
    // Its process has the number of one that lives; without a lock it is an hour old.
    close(writer)
    AtomicFile.removeAbandonedDrafts(besides: [folder.appending(path: "x.md")])
    #expect(try names().isEmpty)
  }
}
