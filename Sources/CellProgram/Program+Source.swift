import ChapterModel

/// The text of a program: the cells' lines, and between them the calls of the cell runtime.
extension Program {
  package var source: String {
    "import \(Self.runtimeModule)\n\(prelude)__chaptersStart()\n\(body)__chaptersEnd()\n"
  }

  /// The Swift source for a process that has been started and goes on, unless it ends by itself.
  package func pieceSource(endingProgram: Bool) -> String {
    "import \(Self.runtimeModule)\n\(prelude)\(body)\(endingProgram ? "__chaptersEnd()\n" : "")"
  }

  /// Whether a cell can't come to its end before those below have run.
  package var staysOpen: Bool { codes.contains(where: \.staysOpen) }

  private var body: String {
    (0...cells.count).map { number in
      let attempts = attempts.filter { $0.place == number }.map { cell, code, _ in
        "if __chaptersAttempts(\(cell.index)) {\n\(instrumented(cell, code, number: number))"
          + "__chaptersEndAttempt()\n}\n"
      }
      let cell =
        number == cells.count ? "" : instrumented(cells[number], codes[number], number: number)
      return attempts.joined() + cell
    }.joined()
  }

  /// The cells as they are, for a compiler that is only asked what it says about them.
  package var plainSource: String {
    "import \(Self.runtimeModule)\n" + prelude
      + cells.indices.map { bareSource(ofCell: $0) + "\n" }.joined()
  }

  /// A cell's code alone, at its place in the Markdown, for the compiler to say what is malformed.
  package func bareSource(ofCell number: Int) -> String {
    let cell = cells[number]
    let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
    return directive(cell, cell.firstCodeLine) + indented(lines, of: cell).joined(separator: "\n")
  }

  /// A cell's lines between directives; outside of them is the generated source itself, whose
  /// diagnostics, about our own calls, are left out.
  private func instrumented(_ cell: Cell, _ code: SwiftCode, number cellNumber: Int) -> String {
    var lines = withCalls(cell, code, cellNumber).split(
      separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    var calls = Calls(cell, code, number: cellNumber)
    var text = calls.opening
    let noted = Dictionary(
      notes(ofCell: cellNumber).filter { $0.name == nil && !$0.isLast }.map { ($0.line, $0) }
    ) { first, _ in first }
    let conditions = cell.options.holdsConditions ? Conditions(in: cell.code) : nil
    var isInside = false
    for (offset, line) in indented(lines, of: cell).enumerated() {
      let number = cell.firstCodeLine + offset
      if code.starts[offset + 1] != nil {
        if isInside { text += "#sourceLocation()\n" }
        text += calls.before(number)
        isInside = false
      }
      // A call opens on a line of its own, so that the expression keeps its columns.
      let padding = String(repeating: " ", count: Self.ownColumn)
      if conditions?.begin(offset + 1) == true {
        text += directive(cell, max(number - 1, 1)) + padding + "__chaptersExpect(\n"
      } else if conditions == nil, code.trailingExpressionLine == offset + 1 {
        let noted = notes(ofCell: cellNumber).last { $0.isLast && $0.name == nil }
        text += directive(cell, max(number - 1, 1)) + padding
        text += "__chaptersShow(\(noted.map { "__chaptersNoted(\($0.line), " } ?? "")\n"
      } else if noted[offset + 1] != nil, code.starts[offset + 1] != nil {
        text += directive(cell, max(number - 1, 1)) + padding
        text += "_ = __chaptersNoted(\(offset + 1),\n"
      } else if !isInside {
        text += directive(cell, number)
      }
      isInside = true
      text += line + "\n"
      calls.introduced += (code.names[offset + 1] ?? []).map { (number, $0) }
    }
    return (isInside ? text + "#sourceLocation()\n" : text) + calls.closing()
  }

  /// The code with the end of the call around its trailing expression, and the beginning where it
  /// can't have a line of its own; and with what watches uses of variables.
  private func withCalls(_ cell: Cell, _ code: SwiftCode, _ number: Int) -> String {
    var insertions = watchesUses ? insertions(inCell: number, cell) : []
    for note in notes(ofCell: number) {
      if let name = note.name {
        insertions.append((note.range.upperBound, "; __chaptersNote(\(note.line), \(name))"))
      } else if note.isLast ? code.trailingExpressionLine != nil : code.starts[note.line] != nil {
        insertions.append((note.range.upperBound, ")"))
      }
    }
    if cell.options.holdsConditions {
      insertions += Conditions(in: cell.code).insertions(in: cell)
    } else if let expression = code.trailingExpression {
      insertions.append((expression.upperBound, ")"))
      if code.trailingExpressionLine == nil {
        insertions.append((expression.lowerBound, "__chaptersShow("))
      }
    }
    if let renamedVariable, renamedVariable.cell == number {
      insertions.append((renamedVariable.offset, "__chaptersRenamed_"))
    }
    guard !insertions.isEmpty else { return cell.code }
    var bytes = Array(cell.code.utf8)
    // From the end, so that those before keep their places; at one place the last comes first.
    let sorted = insertions.enumerated().sorted {
      ($0.element.offset, $0.offset) > ($1.element.offset, $1.offset)
    }
    for (_, insertion) in sorted {
      bytes.insert(contentsOf: insertion.text.utf8, at: insertion.offset)
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
