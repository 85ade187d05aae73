/// A chapter with its outputs as HTML: what stands in the middle of its page.
struct ChapterHTML {
  let chapter: Chapter
  /// The names by which headings can be linked to, by the heading's line.
  let anchors: [Int: String]

  init(_ chapter: Chapter) {
    self.chapter = chapter
    anchors = Anchors.names(of: chapter.headings)
  }

  /// The HTML; without a result cells are shown with what is recorded.
  func content(with result: ChapterResult?) -> String {
    var blocks: [Int: String] = [:]
    for heading in chapter.headings {
      let name = (anchors[heading.line] ?? "").escapedForHTML
      let tag = "h\(heading.level)"
      blocks[heading.line] = "<\(tag) id=\"\(name)\">\(heading.html)</\(tag)>"
    }
    for cell in chapter.cells {
      blocks[cell.fence.firstLine] = html(of: cell, result)
      if let record = cell.record, !cell.options.isIgnored { blocks[record.fence.firstLine] = "" }
    }
    let lines = blocks.map { ($0.key - chapter.frontMatterLines, $0.value) }
    return chapter.document.html(
      replacingBlocksAt: Dictionary(uniqueKeysWithValues: lines), linking: Self.pageLink)
  }

  /// Links between chapters lead to pages.
  static func pageLink(_ address: String) -> String {
    guard !address.contains("://"), !address.hasPrefix("/") else { return address }
    let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = parts.first, path.hasSuffix(".md") else { return address }
    let fragment = parts.count == 2 ? "#\(parts[1])" : ""
    return path.dropLast(3) + ".html" + fragment
  }

  private func html(of cell: Cell, _ result: ChapterResult?) -> String {
    let state = result?.cells[cell.index]?.state
    if cell.options.isHidden, state != .failed { return "" }
    let code = SyntaxHighlighter.html(cell.code.droppingFinalNewline)
    var html = "<pre class=\"code\"><code class=\"language-swift\">\(code)</code></pre>\n"
    let output = result == nil ? cell.record?.text : result?.cells[cell.index]?.output
    if cell.options.recordsOutput || state == .failed, let output, !output.isEmpty {
      let text = output.droppingFinalNewline.escapedForHTML
      html += "<pre class=\"output\"><samp>\(text)</samp></pre>\n"
    }
    var classes = "cell"
    if state == .failed, let failure = result?.failures.first(where: { $0.cell == cell.id }) {
      classes += " failed"
      let text = failure.description.escapedForHTML
      html += "<pre class=\"error\"><samp>\(text)</samp></pre>\n"
    } else if state == .notRun {
      classes += " skipped"
      html += "<p class=\"note\">Not run: a cell above did not come to its end.</p>\n"
    }
    return "<div class=\"\(classes)\" id=\"cell-\(cell.index + 1)\">\n\(html)</div>"
  }
}

extension String {
  fileprivate var droppingFinalNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}

/// The names by which headings can be linked to.
enum Anchors {
  /// Made of a heading's words as code hosts make them; of equal ones, later ones are numbered.
  static func names(of headings: [CommonMark.Heading]) -> [Int: String] {
    var names: [Int: String] = [:]
    var taken: Set<String> = []
    for heading in headings {
      let words = heading.text.lowercased().split { !($0.isLetter || $0.isNumber) }
      let base = words.isEmpty ? "section" : words.joined(separator: "-")
      var name = base
      var number = 1
      while !taken.insert(name).inserted {
        name = "\(base)-\(number)"
        number += 1
      }
      names[heading.line] = name
    }
    return names
  }
}
