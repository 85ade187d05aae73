import CellProgram
import ChapterModel
import SourceModel

/// Says what is wrong with parts of manifests that take the package: a product that it hasn't, a version with which
/// readers get another library than the one that is documented.
struct ManifestJudge {
  private let offer: PackageOffer
  /// The package's latest release, if that is known.
  private let latest: SemanticVersion?
  /// Whether a version of before is shown on purpose, beside the latest or by a document about changes.
  private let isAboutOlder: Bool

  init(_ cells: [Cell], offer: PackageOffer, latest: SemanticVersion?) {
    (self.offer, self.latest) = (offer, latest)
    let versions = cells.flatMap { ManifestExample($0.code).dependencies }
      .filter { offer.isNamed($0.package) }.map(\.version.major)
    isAboutOlder =
      versions.contains { $0 >= latest?.major ?? 0 }
      || cells.contains { Self.isAboutChanges($0.location.file) }
  }

  func verdict(of cell: Cell) -> Verdict? {
    let example = ManifestExample(cell.code)
    return missingProduct(in: example, of: cell) ?? oldVersion(in: example, of: cell)
  }

  private func missingProduct(in example: ManifestExample, of cell: Cell) -> Verdict? {
    let missing = example.products.first {
      offer.isNamed($0.package) && !offer.products.contains($0.name)
    }
    guard let missing else { return nil }
    let nearest = Suggestion.nearest(to: missing.name, in: offer.products) ?? offer.products.first
    let hint = nearest.map { "; there is '\($0)'" } ?? ""
    return Verdict(
      .broken, at: cell.place(missing.place), "the package has no product '\(missing.name)'\(hint)")
  }

  private func oldVersion(in example: ManifestExample, of cell: Cell) -> Verdict? {
    guard let latest, !isAboutOlder else { return nil }
    let old = example.dependencies.first {
      offer.isNamed($0.package) && $0.version.major < latest.major
    }
    guard let old else { return nil }
    return Verdict(
      .stale, at: cell.place(old.place),
      "with '\(old.version)' readers get version \(old.version.major) of the package, whose latest release is "
        + "\(latest); '\(latest.major).0.0' takes that")
  }

  /// Whether a document tells by its name that it is about earlier versions.
  private static func isAboutChanges(_ file: String) -> Bool {
    let name = file.split(separator: "/").last?.lowercased() ?? ""
    return ["change", "history", "migrat", "news", "release", "upgrad"].contains {
      name.contains($0)
    }
  }
}
