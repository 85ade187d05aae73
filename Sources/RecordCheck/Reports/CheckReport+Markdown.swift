import CellExecution
import SourceModel

extension CheckReport {
  /// How many findings of one kind the page has, so that it stays within what code hosts show.
  private static let findingLimit = 50

  /// The report as a page in Markdown, for the summary of a run in CI: the verdict, what is wrong, the worst
  /// first, and what was left out in numbers.
  ///
  /// - Parameter source: The address at which a code host shows the files, without a `/` at its end.
  package func markdown(source: String? = nil) -> String {
    let page = FindingsPage(source: source)
    var parts = ["### chapters: \(verdict)\n", page.table(numbers)]
    let problems = chapters.flatMap { chapter in
      (chapter.problems + chapter.references.filter { !$0.isAccepted }).map { problem in
        page.line(chapter.file, problem.line, problem.message.withoutPlace(in: chapter.file))
      }
    }
    parts += page.section("Problems", problems, limit: Self.findingLimit)
    let headings: [(Status, String)] = [
      (.broken, "Broken"), (.stale, "Stale"), (.differs, "Differs"), (.failed, "Failed"),
    ]
    for (status, heading) in headings {
      let findings = chapters.flatMap { chapter in
        chapter.cells.filter { $0.status == status && !$0.isAccepted }.map { cell in
          page.finding(cell, in: chapter.file)
        }
      }
      parts += page.section(heading, findings, limit: Self.findingLimit)
    }
    if let summary, summary.leftOut > 0 {
      parts.append("<details><summary>\(summary.leftOut) left out</summary>\n")
      parts.append(
        page.table(summary.kindsLeftOut.map { ("\($0.kind.meaning($0.count))", $0.count) }))
      parts.append("</details>\n")
    }
    return parts.joined(separator: "\n")
  }

  private var verdict: String {
    let wrong = failureCount
    return wrong == 0 ? "all is well" : "\(wrong) \(wrong == 1 ? "thing is" : "things are") wrong"
  }

  private var numbers: [(String, Int)] {
    guard let summary else {
      let skipped = skippedCells > 0 ? [("skipped", skippedCells)] : []
      return [("cells compared", comparedCells), ("match", matchingCells)] + skipped
    }
    let accepted = chapters.flatMap(\.cells).count(where: \.isAccepted)
    return [
      ("cells", summary.cells), ("compile", summary.compiled), ("run to their end", summary.ran),
      ("outputs recorded", summary.recorded), ("outputs that match", summary.matching),
      ("broken", summary.broken), ("stale", summary.stale), ("left out", summary.leftOut),
    ] + (accepted > 0 ? [("accepted by the baseline", accepted)] : [])
  }
}

/// The pieces of such a page.
private struct FindingsPage {
  let source: String?

  func table(_ rows: [(String, Int)]) -> String {
    "| | |\n|---|--:|\n" + rows.map { "| \($0.0) | \($0.1) |\n" }.joined()
  }

  /// Findings below a heading; nothing if there are none.
  func section(_ heading: String, _ findings: [String], limit: Int) -> [String] {
    guard !findings.isEmpty else { return [] }
    let more = findings.count > limit ? "- … and \(findings.count - limit) more\n" : ""
    return ["#### \(heading)\n", findings.prefix(limit).joined() + more]
  }

  func finding(_ cell: CheckReport.CellReport, in file: String) -> String {
    let message = (cell.message ?? "").withoutPlace(in: file)
    let line = line(file, cell.problemLine ?? cell.line, message)
    guard let diff = cell.diff, !diff.isEmpty else { return line }
    // As far to the right as the text of the line above, to which it belongs.
    let fence = String(repeating: "`", count: max(3, diff.longestRun(of: "`") + 1))
    let rows =
      ["\(fence)diff"] + diff.split(separator: "\n").map { String($0.dropFirst(2)) } + [fence]
    return line + "\n" + rows.map { "  \($0)\n" }.joined() + "\n"
  }

  /// A finding's place and its first line.
  func line(_ file: String, _ line: Int, _ message: String) -> String {
    let place = "\(file):\(line)".escapedForMarkdown
    let shown = source.map { "[\(place)](\($0)/\(file.escapedForAddress)#L\(line))" } ?? place
    let first = message.split(separator: "\n").first.map(String.init) ?? ""
    return "- \(shown): \(first.escapedForMarkdown)\n"
  }
}

extension String {
  /// The text as Markdown, in which none of its characters means anything.
  fileprivate var escapedForMarkdown: String {
    visible.replacing("\n", with: " ").reduce(into: "") { text, character in
      if "\\`*_[]<>|#~&!".contains(character) { text.append("\\") }
      text.append(character)
    }
  }

  /// The length of the longest piece that is one character, again and again.
  fileprivate func longestRun(of character: Character) -> Int {
    var (longest, current) = (0, 0)
    for other in self {
      current = other == character ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
