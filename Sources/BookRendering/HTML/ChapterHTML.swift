import CellExecution
import ChapterModel
import CommonMark
import Display
import RecordCheck
import SourceModel

/// A chapter with its outputs as HTML: what stands in the middle of its page.
package struct ChapterHTML {
  package let chapter: Chapter
  /// The names by which headings can be linked to, by the heading's line.
  let anchors: [Int: String]
  /// What an address in the chapter is in its page.
  private let address: (String) -> String
  /// Whether readers can change its cells.
  private let isLive: Bool

  package init(
    _ chapter: Chapter, isLive: Bool = false, address: @escaping (String) -> String = Self.pageLink
  ) {
    self.chapter = chapter
    self.isLive = isLive
    self.address = address
    anchors = Anchors.names(of: chapter.headings)
  }

  /// The page's text: below the title, where its own has no heading of level 1.
  package func article(with result: ChapterResult?, title: String? = nil) -> String {
    var content = content(with: result)
    content += drawingStyle(for: content)
    let hasTitle = chapter.headings.contains { $0.level == 1 } || content.contains(/<[hH]1[\s>]/)
    return hasTitle ? content : "<h1>\((title ?? chapter.title).escapedForHTML)</h1>\n" + content
  }

  /// The style of drawings, which stand in the text without it: once for them all, and in a served page for
  /// those to come.
  private func drawingStyle(for content: String) -> String {
    // In attributes and scripts quotes are escaped.
    let words = [#"class="drawing""#, #"class=\"drawing\""#]
    guard isLive || words.contains(where: { content.containsBytes(of: $0) }) else { return "" }
    return "<style>\n\(Drawing.style)\n\(Drawing.spotStyle)\n</style>\n"
  }

  /// The HTML; without a result cells are shown with what is recorded.
  package func content(with result: ChapterResult?) -> String {
    var replacements = MarkdownDocument.Replacements()
    var blocks: [Int: String] = [:]
    replacements.anchors = byLinesOfDocument(anchors)
    let figures = figureNames(result)
    for cell in chapter.cells {
      if let inline = cell.inline {
        guard let cellResult = result?.cells[cell.index], cellResult.state == .ran else { continue }
        let text = cellResult.output.inlineText.visible.escapedForHTML
        // Who points at a value is told what it is, and one that changes with the reader's choices can be found.
        let value = "<span data-value=\"\(cell.index)\">\(text)</span>"
        replacements.inlines[inline.number] =
          cell.options.prediction == nil
          ? value : PredictionHTML.field(for: text, by: chapter.comparison(for: cell))
        continue
      }
      let html = html(of: cell, with: result, figures: figures)
      blocks[cell.fence.firstLine] = isFoldedHere(cell) ? Self.folded(html.block) : html.block
      if let twin = cell.twin { blocks[twin.location.line] = "" }
      guard let record = cell.record, !cell.options.isIgnored else { continue }
      if record.form == .fence {
        blocks[record.fence.firstLine] = ""
      } else {
        replacements.removed.append(shifted(record.lines))
      }
    }
    replacements.blocks = byLinesOfDocument(blocks)
    replacements.paragraphs = SnippetHTML.blocks(of: chapter)
    return HTMLAddresses.mapped(
      MarkdownDocument.html(of: chapter.markdown, replacements), address) + states(of: result)
  }

  /// What the page shows where readers choose other values.
  private func states(of result: ChapterResult?) -> String {
    guard let result, !result.states.isEmpty else { return "" }
    var states = StatesHTML()
    for state in result.states {
      var other = result
      other.cells.merge(state.cells) { $1 }
      for index in state.cells.keys.sorted() {
        let cell = chapter.cells[index]
        if let value = other.cells[index], cell.isInline {
          states.add(value: value.output.inlineText.visible, of: index, for: state)
        } else {
          let (usual, block) = (embedded(cell, result), embedded(cell, other))
          if block != usual { states.add(block: block, of: index, for: state) }
        }
      }
    }
    return (try? states.element()) ?? ""
  }

  /// A cell that needs no files beside its page.
  private func embedded(_ cell: Cell, _ result: ChapterResult) -> String {
    HTMLAddresses.mapped(
      html(of: cell, with: result, figures: [:], embedsFigures: true).block, address)
  }

  /// One cell's part of it.
  package func block(of cell: Cell, with result: ChapterResult) -> String {
    HTMLAddresses.mapped(
      html(of: cell, with: result, figures: figureNames(result)).block, address)
  }

  private func html(
    of cell: Cell, with result: ChapterResult?, figures: [Int: [String]],
    embedsFigures: Bool = false
  ) -> CellHTML {
    CellHTML(
      chapter: chapter, cell: cell,
      number: chapter.cells.prefix(cell.index + 1).count { !$0.isInline },
      result: result?.cells[cell.index],
      failure: result?.failures.first { $0.cell == cell.id },
      figureNames: figures[cell.index] ?? [],
      isLive: isLive, embedsFigures: embedsFigures,
      explainsSkipping: cell.id == firstSkipped(for: absent(cell), result)?.id)
  }

  /// Whether a solution has to be folded, because its author hasn't put it into what unfolds.
  private func isFoldedHere(_ cell: Cell) -> Bool {
    guard cell.options.isSolution, !cell.options.isHidden else { return false }
    let above = (1..<cell.fence.firstLine).map {
      String(decoding: chapter.source.content(ofLine: $0), as: UTF8.self)
    }
    return above.count { $0.contains("<details") } <= above.count { $0.contains("</details") }
  }

  private static func folded(_ block: String) -> String {
    "<details class=\"solution\"><summary>Solution</summary>\n\(block)\n</details>"
  }

  /// The first cell that is skipped because these requirements aren't met.
  private func firstSkipped(for absent: Set<String>, _ result: ChapterResult?) -> Cell? {
    chapter.cells.first {
      result?.cells[$0.index]?.state == .skipped && !$0.options.isHidden
        && self.absent($0) == absent
    }
  }

  private func absent(_ cell: Cell) -> Set<String> {
    chapter.absent.intersection(cell.options.requirements)
  }

  /// The names of the cells' figures, by the cells' places.
  private func figureNames(_ result: ChapterResult?) -> [Int: [String]] {
    guard let result else { return [:] }
    return FreshRecords(of: chapter, result).records.mapValues { $0.figures.map(\.name) }
  }

  private func byLinesOfDocument(_ values: [Int: String]) -> [Int: String] {
    Dictionary(uniqueKeysWithValues: values.map { ($0.key - chapter.frontMatterLines, $0.value) })
  }

  private func shifted(_ lines: ClosedRange<Int>) -> ClosedRange<Int> {
    (lines.lowerBound - chapter.frontMatterLines)...(lines.upperBound - chapter.frontMatterLines)
  }

  /// Links between chapters lead to pages.
  static func pageLink(_ address: String) -> String {
    guard !address.contains("://"), !address.hasPrefix("/") else { return address }
    let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = parts.first, path.hasSuffix(".md") else { return address }
    let fragment = parts.count == 2 ? "#\(parts[1])" : ""
    return path.dropLast(3) + ".html" + fragment
  }
}
