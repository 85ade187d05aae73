import Foundation

/// What of a check's findings is accepted, so that only what gets worse fails.
///
/// It is kept as text with a line for each finding, in the order of the alphabet and without the numbers of
/// lines: edits above move nothing, and two people's changes merge.
package struct Baseline: Sendable {
  private var counts: [String: Int] = [:]

  /// What is written above the findings.
  private static let heading = """
    # Findings of 'chapters check --keep-going' that are accepted. Rewrite this file with --accept.

    """

  /// All that a check found.
  package init(of report: CheckReport) {
    for line in report.chapters.flatMap(\.baselineLines) { counts[line, default: 0] += 1 }
  }

  /// Reads a file's text.
  package init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      counts[String(line), default: 0] += 1
    }
  }

  /// The text to be kept.
  package var text: String {
    let lines = counts.sorted { $0.key < $1.key }.flatMap {
      Array(repeating: $0.key, count: $0.value)
    }
    return Self.heading + lines.map { $0 + "\n" }.joined()
  }

  /// How many findings there are.
  package var count: Int { counts.values.reduce(0, +) }

  /// Takes one out; whether it was there.
  mutating func take(_ line: String) -> Bool {
    guard let count = counts[line], count > 0 else { return false }
    counts[line] = count - 1
    return true
  }
}

extension CheckReport.ChapterReport {
  /// The findings as a baseline has them.
  fileprivate var baselineLines: [String] {
    cells.compactMap { $0.baselineLine(in: file) }
      + references.compactMap { $0.baselineLine(in: file) }
  }
}

extension CheckReport.Problem {
  /// The link as a baseline has it; nil for what is no link of DocC's.
  func baselineLine(in file: String) -> String? {
    isCatalogLink ? "\(file): link: \(message.withoutPlace(in: file))" : nil
  }
}

extension CheckReport.CellReport {
  /// The finding as a baseline has it; nil for a cell of which nothing is to be said.
  func baselineLine(in file: String) -> String? {
    guard [.differs, .broken, .stale].contains(status) else { return nil }
    let changed = diff?.split(separator: "\n").map { $0.drop { $0 == " " } }
      .first { $0.hasPrefix("- ") || $0.hasPrefix("+ ") }
    let text = changed.map(String.init) ?? message ?? ""
    return "\(file): \(status.rawValue): \(text)".replacing("\n", with: " ")
  }
}
