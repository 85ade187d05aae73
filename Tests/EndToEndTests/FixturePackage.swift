import Foundation
import TestSupport
import Testing

@testable import CellExecution
@testable import ChapterModel
@testable import SourceModel

/// A copy of the fixture package in a folder of its own, its library built once for all tests.
struct FixturePackage: Sendable {
  let root: PackageRoot
  let executor: ChapterExecutor

  static let shared = Task { try await FixturePackage() }

  private init() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "chapters-tests-\(getpid())", directoryHint: .isDirectory)
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.copyItem(at: TestFiles.fixtures.appending(path: "Greeting"), to: folder)
    root = try PackageRoot(around: folder)
    var limits = Limits()
    limits.outputBytes = 400
    executor = try await ChapterExecutor(root: root, limits: limits) {}
    atexit { try? FileManager.default.removeItem(at: FixturePackage.folder) }
  }

  static var folder: URL {
    FileManager.default.temporaryDirectory.appending(path: "chapters-tests-\(getpid())")
  }

  /// A chapter of that package that isn't written anywhere.
  func chapter(_ bytes: [UInt8], name: String) throws -> Chapter {
    let url = root.url.appending(path: "Chapters/\(name).md")
    let source = SourceText(path: root.shownPath(url), bytes: bytes)
    return try Chapter(source, url: url, in: Settings()).placed(in: root, book: Settings())
  }
}
