/// What a chapter says of itself after a run: title, headings and first paragraph with values in the place
/// of inline values' code.
extension Chapter {
  /// The values that a run gives, by their numbers among all code within lines.
  func values(in result: ChapterResult?) -> [Int: String] {
    var values: [Int: String] = [:]
    for cell in cells {
      guard let inline = cell.inline, let value = result?.cells[cell.index], value.state == .ran
      else {
        continue
      }
      values[inline.number] = value.output.inlineText
    }
    return values
  }

  /// Whether title or first paragraph have inline values in them.
  var saysValues: Bool {
    let numbers = cells.compactMap(\.inline?.number)
    guard !numbers.isEmpty else { return false }
    let values = Dictionary(uniqueKeysWithValues: numbers.map { ($0, "") })
    let title = headings(with: values).first { $0.level == 1 }?.text
    return settings.title == nil && title != headings.first { $0.level == 1 }?.text
      || document.firstParagraph(inlines: values) != summary
  }

  /// The headings after a run.
  func headings(with result: ChapterResult?) -> [CommonMark.Heading] {
    headings(with: values(in: result))
  }

  private func headings(with values: [Int: String]) -> [CommonMark.Heading] {
    let lines = Set(headings.map(\.line))
    guard !values.isEmpty else { return headings }
    return document.headings(linesBefore: frontMatterLines, values: values).filter {
      lines.contains($0.line)
    }
  }

  /// The title after a run.
  func title(with result: ChapterResult?) -> String {
    settings.title ?? headings(with: result).first { $0.level == 1 }?.text ?? name
  }

  /// The first paragraph as HTML after a run.
  func summary(with result: ChapterResult?) -> String? {
    let values = values(in: result)
    return values.isEmpty
      ? summary : document.firstParagraph(inlines: values.mapValues(\.visible.escapedForHTML))
  }
}
