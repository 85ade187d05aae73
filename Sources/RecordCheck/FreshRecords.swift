import CellExecution
import ChapterModel
import CommonMark
import SourceModel

/// What a chapter should record for its cells now: texts, and figures as files beside it.
package struct FreshRecords {
  /// What one cell should have below it.
  package struct Record {
    /// How it is marked off from the text around it.
    package var form: Cell.Record.Form
    /// Its lines, each ended by `\n`; empty for a cell without output.
    package var text: String
    /// Its figures, by the names of their files.
    package var figures: [(name: String, figure: Figure)]

    package init(form: Cell.Record.Form, text: String, figures: [(name: String, figure: Figure)]) {
      self.form = form
      self.text = text
      self.figures = figures
    }
  }

  /// The records by the cells' places in the chapter; none for a cell that didn't come to its end.
  package private(set) var records: [Int: Record] = [:]

  private let chapterName: String
  private var names = UniqueNames()

  /// Makes the records of a run.
  package init(of chapter: Chapter, _ result: ChapterResult) {
    chapterName = chapter.name
    for cell in chapter.cells where !cell.isInline {
      guard let cellResult = result.cells[cell.index], cellResult.state == .ran else { continue }
      let output = cell.options.recordsOutput ? cellResult.output : CellOutput()
      records[cell.index] = record(of: output)
    }
  }

  private mutating func record(of output: CellOutput) -> Record {
    if output.isText { return Record(form: .fence, text: output.text, figures: []) }
    var record = Record(form: .region, text: "\n", figures: [])
    for part in output.parts {
      let text: String
      switch part {
      case .text(let printed): text = OutputFence.block(printed)
      case .markdown(let markdown): text = guarded(markdown)
      case .html(let html): text = guarded(html)
      case .figure(let figure):
        let name = name(for: figure)
        record.figures.append((name, figure))
        let address = "figures/\(name)".escapedForAddress
        text = "![\(Self.escaped(figure.description))](\(address))\n"
      case .frame(let label?): text = "*\(Self.escaped("\(label.title) \(label.label)"))*\n"
      case .frame(nil), .function: continue
      }
      record.text += text + "\n"
    }
    return record
  }

  /// A line that would end the record may not be one.
  private func guarded(_ text: String) -> String {
    text.replacing(Cell.Record.regionEnd, with: "<!-- / output -->")
  }

  /// Made of the chapter's name and the description, so that a new figure renames no other.
  private mutating func name(for figure: Figure) -> String {
    let slug = Slug.of(figure.description, length: 40) {
      $0.isASCII && ($0.isLetter || $0.isNumber)
    }
    // The point keeps apart chapters of which one's name goes on where another's ends.
    let base = "\(chapterName).\(slug.isEmpty ? "figure" : slug.prefix(60))"
    return names.next(base, ending: ".\(figure.format.rawValue)")
  }

  private static func escaped(_ description: String) -> String {
    var text = ""
    for character in description {
      if "\\[]`*_<&".contains(character) { text.append("\\") }
      text.append(character)
    }
    return text
  }
}

/// Text between the fences of a recorded output.
package enum OutputFence {
  /// The block's lines, each ended by `\n`.
  package static func block(_ text: String) -> String {
    let mark = mark(for: text)
    return "\(mark)output\n\(text)\(mark)\n"
  }

  /// A fence that is longer than any in the text, as far as that can be; where both kinds of marks
  /// follow one another too often, only lines of nothing else count, for those alone could end it.
  private static func mark(for text: String) -> String {
    let lines = text.utf8.split(separator: .lineFeed)
    let wholeLines = lines.filter { $0.allSatisfy(" \t`~".utf8.contains) }
    for lines in [lines, wholeLines] {
      for mark in ["`", "~"] {
        let length = max(3, longestRun(of: mark.utf8.first, in: lines) + 1)
        if length <= MarkdownDocument.longestFence { return String(repeating: mark, count: length) }
      }
    }
    return String(repeating: "`", count: MarkdownDocument.longestFence)
  }

  private static func longestRun(of mark: UInt8?, in lines: [Substring.UTF8View]) -> Int {
    var (longest, run) = (0, 0)
    for line in lines {
      run = 0
      for byte in line {
        run = byte == mark ? run + 1 : 0
        longest = max(longest, run)
      }
    }
    return longest
  }
}
