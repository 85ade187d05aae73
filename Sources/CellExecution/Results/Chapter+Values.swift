import ChapterModel
import CommonMark

extension Chapter {
  /// The values that a run gives, by their numbers among all code within lines.
  package func values(in result: ChapterResult?) -> [Int: String] {
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

  /// The headings after a run.
  package func headings(with result: ChapterResult?) -> [MarkdownDocument.Heading] {
    headings(with: values(in: result))
  }

  /// The title after a run.
  package func title(with result: ChapterResult?) -> String { title(with: values(in: result)) }
}

extension ChapterEntry.ComputedText {
  /// What a chapter says after a run.
  package init(_ chapter: Chapter, with result: ChapterResult) {
    self.init(chapter, with: chapter.values(in: result))
  }
}
