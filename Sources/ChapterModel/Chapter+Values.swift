import CommonMark
import SourceModel

/// What a chapter says of itself once its inline values are known, by their numbers among all code within
/// lines.
extension Chapter {
  /// Whether title or first paragraph have inline values in them.
  package var hasComputedText: Bool {
    let numbers = cells.compactMap(\.inline?.number)
    guard !numbers.isEmpty else { return false }
    let values = Dictionary(uniqueKeysWithValues: numbers.map { ($0, "") })
    let title = headings(with: values).first { $0.level == 1 }?.text
    return settings.title == nil && title != headings.first { $0.level == 1 }?.text
      || !document.codesInFirstParagraph().isDisjoint(with: numbers)
  }

  /// The headings with values in the place of inline values' code.
  package func headings(with values: [Int: String]) -> [MarkdownDocument.Heading] {
    let lines = Set(headings.map(\.line))
    guard !values.isEmpty else { return headings }
    return document.headings(linesBefore: frontMatterLines, values: values).filter {
      lines.contains($0.line)
    }
  }

  /// The title: the one that is set, or the first heading of level 1, or the file's name.
  package func title(with values: [Int: String]) -> String {
    settings.title ?? headings(with: values).first { $0.level == 1 }?.text ?? name
  }

  /// The first paragraph as HTML.
  package func summary(with values: [Int: String]) -> String? {
    guard !values.isEmpty else { return summary }
    return MarkdownDocument.firstParagraph(
      of: markdown, inlines: values.mapValues(\.visible.escapedForHTML))
  }
}
