import ChapterModel
import Foundation
import SourceModel
import TestSupport
import Testing

@testable import CellExecution

@Suite struct PackageReleasesTests {
  /// The latest release of a package in a folder within some other, which is a repository.
  private func latest(
    in place: String = ".", of make: (Repository) throws -> Void
  ) async throws -> String? {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "releases-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: folder) }
    let package = folder.appending(path: place).standardizedFileURL
    try FileManager.default.createDirectory(at: package, withIntermediateDirectories: true)
    try Data().write(to: package.appending(path: "Package.swift"))
    try make(Repository(in: folder))
    return await PackageReleases(of: try PackageRoot(around: package)).latest()?.description
  }

  @Test func `the latest is the greatest version among the tags`() async throws {
    let latest = try await latest { repository in
      try repository.commit(taggedAs: "v2.9.0", "2.10.1", "3.0.0-beta.1", "10", "docs-11.0.0")
      try repository.commit()
    }
    #expect(latest == "2.10.1")
  }

  @Test func `releases of a branch that the checkout doesn't come after don't count`() async throws
  {
    let latest = try await latest { repository in
      try repository.commit(taggedAs: "1.2.0")
      try repository.onBranch { try repository.commit(taggedAs: "2.0.0") }
    }
    #expect(latest == "1.2.0")
  }

  @Test func `nothing is known without tags, nor of a package that is a part of its repository`()
    async throws
  {
    #expect(try await latest { try $0.commit() } == nil)
    #expect(try await latest(in: "Packages/shapes") { try $0.commit(taggedAs: "1.0.0") } == nil)
  }
}
