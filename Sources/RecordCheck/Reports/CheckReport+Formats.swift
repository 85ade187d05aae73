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
    let skipped = chapter.cells.count { $0.status != .matches && !$0.status.isWrong }
    var xml = """
        <testsuite name="\(name)" tests="\(chapter.testCount)" failures="\(chapter.failureCount)" \
      skipped="\(skipped)" errors="0" time="\(chapter.seconds)">

      """
    let problems =
      chapter.problems.map { ("chapter", $0) }
      + chapter.references.map { ("reference at line \($0.line)", $0) }
    for (subject, problem) in problems {
      xml += "    <testcase classname=\"\(name)\" name=\"\(subject)\">"
      xml += "<failure message=\"\(problem.message.escapedForXML)\"/></testcase>\n"
    }
    for cell in chapter.cells {
      xml += "    <testcase classname=\"\(name)\" name=\"cell at line \(cell.line)\""
      switch cell.status {
      case .matches: xml += "/>\n"
      case .notRun, .skipped, .leftOut:
        let why = cell.message.map { " message=\"\($0.escapedForXML)\"" } ?? ""
        xml += "><skipped\(why)/></testcase>\n"
      case .failed, .differs:
        let message = (cell.message ?? "").escapedForXML
        let place = "\(chapter.file):\(cell.problemLine ?? cell.line)"
        let details = "\(place)\n\(cell.diff ?? cell.message ?? "")".escapedForXML
        xml += "><failure message=\"\(message)\">\(details)</failure></testcase>\n"
      }
    }
    return xml + "  </testsuite>\n"
  }

  /// The report as GitHub's annotations: a line for each problem, shown at its place in a change.
  package func githubAnnotations() -> [String] {
    var lines: [String] = []
    for chapter in chapters {
      let file = escapedForAnnotation(chapter.file, isProperty: true)
      for problem in chapter.problems + chapter.references {
        let text = escapedForAnnotation(problem.message)
        lines.append("::error file=\(file),line=\(problem.line)::\(text)")
      }
      for cell in chapter.cells {
        guard cell.status != .skipped, let message = cell.message else { continue }
        let line = cell.problemLine ?? cell.line
        let text = escapedForAnnotation(message + (cell.diff.map { "\n\($0)" } ?? ""))
        let level = cell.status.isWrong ? "error" : "notice"
        lines.append("::\(level) file=\(file),line=\(line)::\(text)")
      }
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

extension String {
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
