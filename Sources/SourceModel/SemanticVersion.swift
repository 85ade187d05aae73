/// A version without what a prerelease adds: `7.1.2`.
package struct SemanticVersion: Comparable, Hashable, Sendable, CustomStringConvertible {
  package var major: Int
  package var minor: Int
  package var patch: Int

  /// Reads `7.1.2`, and a tag's `v7.1.2`.
  ///
  /// - Returns: nil for what isn't such a version: one with fewer numbers, a prerelease.
  package init?(_ text: some StringProtocol) {
    let parts = text.trimmingPrefix("v").split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.allSatisfy(\.isASCII) && part.allSatisfy(\.isNumber) ? Int(part) : nil
    }
    guard parts.count == 3, numbers.count == 3 else { return nil }
    (major, minor, patch) = (numbers[0], numbers[1], numbers[2])
  }

  package var description: String { "\(major).\(minor).\(patch)" }

  package static func < (one: Self, other: Self) -> Bool {
    (one.major, one.minor, one.patch) < (other.major, other.minor, other.patch)
  }
}
