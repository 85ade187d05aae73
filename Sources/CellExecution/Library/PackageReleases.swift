import ChapterModel
import Foundation
import SourceModel

/// Asks Git once for the releases that a package's checkout comes after: tags in its history that are versions.
actor PackageReleases {
  private let package: URL
  private var reading: Task<SemanticVersion?, Never>?

  init(of root: PackageRoot) { package = root.url }

  /// The latest of them; nil where there is none, as in a clone without tags, and for a package that isn't all of its
  /// repository, from which nobody takes it by an address.
  func latest() async -> SemanticVersion? {
    if let reading { return await reading.value }
    let task = Task { [package] in await Self.read(package) }
    reading = task
    return await task.value
  }

  private static func read(_ package: URL) async -> SemanticVersion? {
    guard FileManager.default.fileExists(atPath: package.appending(path: ".git").path) else {
      return nil
    }
    // Not those of later releases, beside which an older one is kept up.
    let listing = try? await Tool.run(
      "/usr/bin/env", ["git", "-C", package.path, "tag", "--merged", "HEAD"], mergingErrors: false)
    guard let listing, listing.succeeded else { return nil }
    return listing.output.split(whereSeparator: \.isNewline).compactMap { SemanticVersion($0) }
      .max()
  }
}
