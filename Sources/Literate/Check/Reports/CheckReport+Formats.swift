import Foundation

extension CheckReport {
  /// The report as JSON: the chapters with their cells.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// The report as JUnit's XML: a suite for each chapter, a case for each cell.
  public func junit() -> String {
    let cells = chapters.flatMap(\.cells)
    let references = chapters.reduce(0) { $0 + $1.references.count }
    let failed = references + cells.count(where: \.status.isWrong)
    var xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="chapters" tests="\(cells.count + references)" failures="\(failed)">

      """
    for chapter in chapters { xml += suite(chapter) }
    return xml + "</testsuites>"
  }

  private func suite(_ chapter: Chapter) -> String {
    let name = chapter.file.escapedForXML
    let failures = chapter.references.count + chapter.cells.count(where: \.status.isWrong)
    let skipped = chapter.cells.count { $0.status != .matches && !$0.status.isWrong }
    var xml = """
        <testsuite name="\(name)" tests="\(chapter.cells.count + chapter.references.count)" failures="\(failures)" \
      skipped="\(skipped)" errors="\(chapter.error == nil ? 0 : 1)" time="\(chapter.seconds)">

      """
    if let error = chapter.error {
      xml += "    <system-err>\(error.escapedForXML)</system-err>\n"
    }
    for problem in chapter.references {
      xml += "    <testcase classname=\"\(name)\" name=\"reference at line \(problem.line)\">"
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
  public func githubAnnotations() -> [String] {
    var lines: [String] = []
    for chapter in chapters {
      let file = escapedForAnnotation(chapter.file, isProperty: true)
      if let error = chapter.error {
        lines.append("::error file=\(file)::\(escapedForAnnotation(error))")
      }
      for problem in chapter.references {
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
  /// The text with XML's own characters as entities, line ends kept in attributes too, and without
  /// those that XML can't hold.
  fileprivate var escapedForXML: String {
    let allowed = unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }
    return String(String.UnicodeScalarView(allowed)).escapedForHTML.replacing("\n", with: "&#10;")
  }
}
