import CellExecution
import ChapterModel
import CommonMark
import Display
import Foundation
import SourceModel

/// A cell as HTML: its code, and what it put out.
struct CellHTML {
  let chapter: Chapter
  let cell: Cell
  /// Its place among the chapter's blocks, from 1.
  let number: Int
  /// What came of it; nil where the chapter hasn't run.
  let result: CellResult?
  let failure: CellFailure?
  /// The names of its figures' files, in their order.
  let figureNames: [String]
  /// Whether readers can change it, and are told what is still wrong with what they made of an exercise.
  var isLive = false
  /// Whether figures stand in the page itself, whatever they are, rather than in files beside it.
  var embedsFigures = false
  /// Whether it is the first cell that is skipped for want of what it requires, and says so for all of them.
  var explainsSkipping = true

  /// Whether the record in the chapter is shown, for want of a fresh output.
  var showsRecord: Bool {
    (result == nil || result?.state == .skipped) && cell.options.recordsOutput
  }

  /// The block; of a hidden cell its controls alone.
  var block: String {
    let state = result?.state
    if cell.options.isHidden, state != .failed { return controls }
    var html = output
    var classes = "cell"
    if cell.options.isExercise { classes += " exercise" }
    if cell.options.holdsConditions { classes += " conditions" }
    switch state {
    case .failed?:
      guard let failure else { break }
      classes += " failed"
      let text = failure.description.visible.escapedForHTML
      html += "<pre class=\"error\"><samp>\(text)</samp></pre>\n"
    case .notRun?:
      classes += " skipped"
      html += note("Not run: a cell above did not come to its end.")
    case .skipped?:
      classes += " skipped"
      html += skippingNote
    case .ran?, nil: break
    }
    return """
      <div class="\(classes)" id="cell-\(number)" data-cell="\(cell.index)">
      <pre class="code"><code class="language-swift">\(code)</code></pre>
      \(twin)\(controls)<div class="outputs">\(html.droppingFinalNewline)</div>
      </div>
      """
  }

  /// The cell in Python, behind a word; a switch in the page shows all of them instead of Swift.
  private var twin: String {
    guard let twin = cell.twin else { return "" }
    let code = PythonHighlighter.html(twin.code.droppingFinalNewline)
    let label = (chapter.settings.twins ?? TwinSettings()).label.visible.escapedForHTML
    return """
      <details class="twin"><summary>\(label)</summary>
      <pre class="code"><code class="language-python">\(code)</code></pre></details>

      """
  }

  private var controls: String {
    ControlsHTML(controls: result?.controls ?? []).block
  }

  /// Later cells that are skipped for the same reason are only marked.
  private var skippingNote: String {
    guard explainsSkipping else { return "" }
    let names = cell.options.requirements.filter(chapter.absent.contains).joined(separator: ", ")
    return note(
      "Not run here: it needs \(names), which isn’t here. Cells with a broken edge, like this one, show what "
        + "was recorded elsewhere.")
  }

  private func note(_ text: String) -> String {
    "<p class=\"note\">\(text.visible.escapedForHTML)</p>\n"
  }

  private var code: String {
    let code = SyntaxHighlighter.html(cell.code.droppingFinalNewline)
    let (hints, problems) = (shownHints, shownProblems)
    guard !hints.isEmpty || !problems.isEmpty else { return code }
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { offset, line in
      // The fence is line 0.
      String(line) + hint(hints.filter { $0.line == offset + 1 }) + (problems[offset] ?? "")
    }.joined(separator: "\n")
  }

  private func hint(_ hints: [Hint]) -> String {
    guard !hints.isEmpty else { return "" }
    let text = hints.map { hints.count > 1 ? "\($0.name): \($0.text)" : $0.text }
    return "<span class=\"hint\">\(text.joined(separator: ", ").visible.escapedForHTML)</span>"
  }

  /// What the compiler says against a line, at its end.
  private var shownProblems: [Int: String] {
    guard case .notCompiled(let diagnostics)? = failure?.reason else { return [:] }
    let errors = diagnostics.filter { $0.severity == .error && cell.contains($0.location) }
    return Dictionary(
      errors.map { error in
        let text = error.message.visible.escapedForHTML
        return (
          error.location.line - cell.firstCodeLine, "<span class=\"problem\">\(text)</span>"
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  private var shownHints: [Hint] {
    // Shapes at the ends of lines would tell what is to be predicted.
    let usual = cell.options.prediction == nil ? chapter.settings.hints ?? .values : .off
    return switch cell.options.hints ?? usual {
    case .off: []
    case .values: result?.hints.filter(\.isOfValue) ?? []
    case .all: result?.hints ?? []
    }
  }

  /// What the cell put out, or what is recorded; what readers are to predict is covered.
  private var output: String {
    let (parts, figureNames) = shownParts
    let html = html(of: parts, figureNames)
    guard let prediction = cell.options.prediction, !html.isEmpty, failure == nil else {
      return html
    }
    return PredictionHTML(
      prediction: prediction, cell: number, comparison: chapter.comparison(for: cell),
      output: CellOutput(parts), html: html
    ).block
  }

  private var shownParts: ([CellOutput.Part], figureNames: [String]) {
    if showsRecord {
      guard let record = cell.record else { return ([], []) }
      let recorded = RecordedOutput(record, of: chapter)
      return (recorded.parts, recorded.figureNames)
    }
    let isShown = cell.options.recordsOutput || cell.options.isExercise && isLive
    guard let result, isShown || result.state == .failed else {
      return ([], [])
    }
    return (result.output.parts, figureNames)
  }

  private func html(of parts: [CellOutput.Part], _ figureNames: [String]) -> String {
    var names = figureNames[...]
    var html = ""
    var series: FramesHTML?
    for part in parts {
      if case .frame(let label) = part {
        if label?.title != series?.title {
          html += series?.block ?? ""
          series = label.map { FramesHTML(title: $0.title) }
        }
        if let label { series?.begin(label.label) }
      } else {
        let content = self.html(of: part, &names)
        if series?.add(content) == nil { html += content }
      }
    }
    return html + (series?.block ?? "")
  }

  private func html(of part: CellOutput.Part, _ names: inout ArraySlice<String>) -> String {
    switch part {
    case .text(let text): self.text(text)
    case .markdown(let markdown):
      "<div class=\"shown\">\n\(MarkdownDocument.html(of: markdown.utf8))</div>\n"
    case .html(let html): "<div class=\"shown\">\n\(html)</div>\n"
    case .figure(let figure): self.figure(figure, named: names.popFirst() ?? "")
    case .frame: ""
    case .function(let output): FunctionHTML(output: output).element
    }
  }

  private func text(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    // A trap's message is one long line of prose.
    let isMessage = cell.options.expectation == .traps || cell.options.isExercise
    let classes = isMessage ? "output message" : "output"
    return
      "<pre class=\"\(classes)\"><samp>\(text.droppingFinalNewline.visible.escapedForHTML)</samp></pre>\n"
  }

  /// A drawing that does nothing but draw stands in the page itself, where it takes on the page's colours.
  private func figure(_ figure: Figure, named name: String) -> String {
    let description = figure.description.escapedForHTML
    if figure.format == .svg {
      let element = Self.element(figure.data)
      let drawing = String(decoding: element, as: UTF8.self)
      if PlainDrawing.holds(drawing[...]) {
        // What can be come to by keyboard may not be within an image.
        let role = element.range(of: Data(" tabindex=".utf8)) == nil ? "img" : "group"
        return
          "<figure>\n<div role=\"\(role)\" aria-label=\"\(description)\">\n\(drawing)\n</div>\n</figure>\n"
      }
    }
    let source = address(of: figure, named: name)
    return "<figure>\n<img src=\"\(source)\" alt=\"\(description)\">\n</figure>\n"
  }

  private func address(of figure: Figure, named name: String) -> String {
    embedsFigures ? figure.dataAddress : "figures/\(name)".escapedForAddress
  }

  /// A drawing without what stands before it in a file of its own, and without the style that the page has for all.
  private static func element(_ svg: Data) -> Data {
    var element = svg.range(of: Data("<svg".utf8)).map { svg[$0.lowerBound...] } ?? svg
    for style in [Drawing.style, Drawing.spotStyle] {
      guard let place = element.range(of: Data("<style>\n\(style)\n</style>\n".utf8)) else {
        continue
      }
      element.removeSubrange(place)
    }
    return element
  }
}

extension Figure {
  /// The figure in the place of an address.
  fileprivate var dataAddress: String {
    let type = format == .svg ? "svg+xml" : "png"
    return "data:image/\(type);base64,\(data.base64EncodedString())"
  }
}

extension String {
  package var droppingFinalNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
