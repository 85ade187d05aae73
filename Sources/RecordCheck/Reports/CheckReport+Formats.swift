import ChapterModel
import Foundation
import SourceModel

extension CheckReport {
  /// The report as JSON: the chapters with their cells, and in numbers what was looked at and what is wrong.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self).escapingObeyedForJSON
  }

  private enum CodingKeys: CodingKey { case chapters, summary, tests, failures }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(chapters, forKey: .chapters)
    try container.encodeIfPresent(summary, forKey: .summary)
    try container.encode(testCount, forKey: .tests)
    try container.encode(failureCount, forKey: .failures)
  }

  /// The report as JUnit's XML: a suite for each chapter, a case for each cell.
  package func junit() -> String {
    var xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="chapters" tests="\(testCount)" failures="\(failureCount)">

      """
    for chapter in chapters { xml += suite(chapter) }
    return xml + "</testsuites>"
  }

  private func suite(_ chapter: ChapterReport) -> String {
    let name = chapter.file.escapedForXML
    let skipped = chapter.cells.count { isSkipped($0) }
    var xml = """
        <testsuite name="\(name)" tests="\(chapter.testCount)" failures="\(failureCount(of: chapter))" \
      skipped="\(skipped)" errors="0" time="\(chapter.seconds)">

      """
    let problems =
      chapter.problems.map { ("chapter", $0) }
      + chapter.references.map { ("reference at line \($0.line)", $0) }
    for (subject, problem) in problems {
      let kind = subject == "chapter" || isWrong(problem) ? "failure" : "skipped"
      xml += "    <testcase classname=\"\(name)\" name=\"\(subject)\">"
      xml += "<\(kind) message=\"\(problem.message.escapedForXML)\"/></testcase>\n"
    }
    for cell in chapter.cells {
      xml += "    <testcase classname=\"\(name)\" name=\"cell at line \(cell.line)\""
      if isWrong(cell) {
        let message = cell.title.escapedForXML
        let place = "\(chapter.file):\(cell.problemLine ?? cell.line)"
        let details = "\(place)\n\(cell.diff ?? cell.message ?? "")".escapedForXML
        xml += "><failure message=\"\(message)\">\(details)</failure></testcase>\n"
      } else if isSkipped(cell) {
        let why = cell.title.isEmpty ? "" : " message=\"\(cell.title.escapedForXML)\""
        xml += "><skipped\(why)/></testcase>\n"
      } else {
        xml += "/>\n"
      }
    }
    return xml + "  </testsuite>\n"
  }

  private func isSkipped(_ cell: CellReport) -> Bool {
    ![.matches, .runs, .compiles].contains(cell.status) && !isWrong(cell)
  }

  /// The report as GitHub's annotations: a line for each problem, shown at its place in a change, and one for
  /// all that is left out, because only some are shown.
  package func githubAnnotations() -> [String] {
    var lines: [String] = []
    for chapter in chapters {
      let file = escapedForAnnotation(chapter.file, isProperty: true)
      for problem in chapter.problems + chapter.references {
        let text = escapedForAnnotation(problem.message.withoutPlace(in: chapter.file))
        let level = problem.isAccepted ? "warning" : "error"
        lines.append("::\(level) file=\(file),line=\(problem.line)::\(text)")
      }
      for cell in chapter.cells {
        guard [.failed, .differs, .broken, .stale].contains(cell.status) else { continue }
        let title = cell.title.withoutPlace(in: chapter.file)
        let text = escapedForAnnotation(title + (cell.diff.map { "\n\($0)" } ?? ""))
        let level = isWrong(cell) ? "error" : "warning"
        let column = cell.problemColumn.map { ",col=\($0)" } ?? ""
        lines.append(
          "::\(level) file=\(file),line=\(cell.problemLine ?? cell.line)\(column)::\(text)")
      }
    }
    if let summary, summary.leftOut > 0 {
      lines.append("::notice::\(escapedForAnnotation(summary.text))")
    }
    return lines
  }

  private func escapedForAnnotation(_ text: String, isProperty: Bool = false) -> String {
    var text = text.replacing("%", with: "%25").replacing("\r", with: "%0D")
      .replacing("\n", with: "%0A")
    if isProperty { text = text.replacing(":", with: "%3A").replacing(",", with: "%2C") }
    return text
  }
}

extension CheckReport.CellReport {
  /// Where, and what is wrong, in a line.
  package func line(in file: String) -> String {
    "\(file):\(problemLine ?? line)\(problemColumn.map { ":\($0)" } ?? ""): \(title)"
  }

  /// What is wrong, in a line that begins with the verdict.
  fileprivate var title: String {
    switch status {
    case .broken, .stale: "\(status.rawValue): \(message ?? "")"
    case .leftOut: "left out (\(kind ?? "")): \(message ?? "")"
    default: message ?? ""
    }
  }
}

extension String {
  /// A message whose reader is told the place, and that it is an error, beside it.
  func withoutPlace(in file: String) -> String {
    guard hasPrefix(file + ":") else { return self }
    let rest = dropFirst(file.count).drop { $0 == ":" || $0.isNumber }
    let text = rest.drop { $0 == " " }
    return String(text.hasPrefix("error: ") ? text.dropFirst("error: ".count) : text)
  }

  /// The text with XML's own characters as entities, line ends kept in attributes too, and what XML can't
  /// hold, or a terminal would obey, made visible.
  fileprivate var escapedForXML: String {
    let allowed = visible.unicodeScalars.filter { $0.value != 0xFFFE && $0.value != 0xFFFF }
    return String(String.UnicodeScalarView(allowed)).escapedForHTML.replacing("\n", with: "&#10;")
  }

  /// JSON in which characters that a terminal would obey stand as JSON's own escapes: it means the same.
  fileprivate var escapingObeyedForJSON: String {
    guard visible != self else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if scalar.isObeyed {
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }
}
