/// The cells of a chapter as one Swift source: what the compiler sees.
///
/// Between the lines of the cells stand calls of the cell runtime: one where a cell begins, one
/// before each statement with its place in the Markdown, one around a trailing expression.
/// `#sourceLocation` gives every line of the author's its place in the chapter, so that compiler,
/// traps and `#line` speak of the Markdown.
struct Program: Sendable {
  /// Diagnostics from this column on are about a call of our own that stands in an author's line.
  static let ownColumn = 1000

  /// The cells that run.
  let cells: [Cell]
  /// What stands before them.
  let prelude: String

  /// Makes the program of a chapter's cells.
  init(_ chapter: Chapter, prelude: String = "") {
    self.init(
      cells: chapter.context + chapter.runningCells.filter(\.options.isPartOfProgram),
      prelude: prelude)
  }

  /// Makes the program in which a cell stands that isn't part of the chapter's: after the cells
  /// above it, or alone if it is isolated.
  init(_ chapter: Chapter, prelude: String = "", trying cell: Cell) {
    let above = chapter.runningCells.filter {
      $0.index < cell.index && $0.options.isPartOfProgram
    }
    self.init(
      cells: (cell.options.isIsolated ? [] : chapter.context + above) + [cell], prelude: prelude)
  }

  /// Makes a program of some cells.
  ///
  /// - Parameter prelude: What stands before them: imports.
  init(cells: [Cell], prelude: String = "") {
    self.cells = cells
    self.prelude = prelude
  }

  /// The program of the cells before one of them.
  func prefix(_ count: Int) -> Program {
    Program(cells: Array(cells.prefix(count)), prelude: prelude)
  }

  /// The chapters that the cells stand in.
  var files: Set<String> { Set(cells.map(\.location.file)) }

  /// The number of the cell that a place in the Markdown belongs to.
  func cell(at location: SourceLocation) -> Int? {
    cells.lastIndex { $0.contains(location) }
  }

  /// What is wrong with a cell that says for itself where its lines stand.
  var directiveError: Diagnostic? {
    for cell in cells {
      guard let line = SwiftCode(cell.code).directiveLine else { continue }
      var location = cell.location
      location.line = cell.firstCodeLine + line - 1
      let message = "a cell can't say '#sourceLocation': its lines stand for those of the chapter"
      return Diagnostic(severity: .error, message: message, location: location)
    }
    return nil
  }

  /// What the cells import, as source.
  var imports: [String] { cells.flatMap { SwiftCode($0.code).imports } }

  /// The first cell that isn't Swift by itself: an open brace would swallow the cells after it.
  var malformedCell: Int? { cells.firstIndex { SwiftCode($0.code).hasSyntaxError } }

  /// The Swift source.
  var source: String {
    "import CellRuntime\n\(prelude)__chaptersStart()\n\(body)__chaptersEnd()\n"
  }

  /// The Swift source for a process that has been started and goes on, unless it ends by itself.
  func pieceSource(endingProgram: Bool) -> String {
    "import CellRuntime\n\(prelude)\(body)\(endingProgram ? "__chaptersEnd()\n" : "")"
  }

  private var body: String {
    cells.enumerated().map { "__chaptersCell(\($0))\n" + instrumented($1) }.joined()
  }

  /// The cells as they are, for a compiler that is only asked what it says about them.
  var plainSource: String {
    "import CellRuntime\n" + prelude + cells.indices.map { bareSource(ofCell: $0) + "\n" }.joined()
  }

  /// A cell's code alone, at its place in the Markdown, for the compiler to say what is malformed.
  func bareSource(ofCell number: Int) -> String {
    let cell = cells[number]
    let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
    return directive(cell, cell.firstCodeLine) + indented(lines, of: cell).joined(separator: "\n")
  }

  /// A cell's lines between directives; outside of them is the generated source itself, whose
  /// diagnostics, about our own calls, are left out.
  private func instrumented(_ cell: Cell) -> String {
    let code = SwiftCode(cell.code)
    var lines = withShow(cell.code, code).split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    var text = ""
    var isInside = false
    var hints = ""
    let call = cell.isRecordedInComments ? "__chaptersStatement" : "__chaptersAt"
    for (offset, line) in indented(lines, of: cell).enumerated() {
      let number = cell.firstCodeLine + offset
      if let start = code.starts[offset + 1] {
        if isInside { text += "#sourceLocation()\n" }
        text += hints
        hints = ""
        text += "\(call)(\(number), \(cell.indentation + start.column))\n"
        isInside = false
      }
      if code.trailingExpressionLine == offset + 1 {
        // The call opens on a line of its own, so that the expression keeps its columns.
        let padding = String(repeating: " ", count: Self.ownColumn)
        text += directive(cell, max(number - 1, 1)) + padding + "__chaptersShow(\n"
      } else if !isInside {
        text += directive(cell, number)
      }
      isInside = true
      text += line + "\n"
      for name in code.names[offset + 1] ?? [] {
        hints += "__chaptersHint(\(number), \(name.debugDescription), \(name))\n"
      }
    }
    return (isInside ? text + "#sourceLocation()\n" : text) + hints
  }

  /// The code with the end of the call around its trailing expression, and the beginning where it
  /// can't have a line of its own.
  private func withShow(_ text: String, _ code: SwiftCode) -> String {
    guard let expression = code.trailingExpression else { return text }
    var bytes = Array(text.utf8)
    bytes.insert(UInt8(ascii: ")"), at: expression.upperBound)
    if code.trailingExpressionLine == nil {
      bytes.insert(contentsOf: "__chaptersShow(".utf8, at: expression.lowerBound)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func indented(_ lines: [Substring], of cell: Cell) -> [String] {
    let indentation = String(repeating: " ", count: cell.indentation)
    return lines.map { indentation + $0 }
  }

  private func directive(_ cell: Cell, _ line: Int) -> String {
    "#sourceLocation(file: \(cell.location.file.debugDescription), line: \(line))\n"
  }
}
