import ChapterModel
import SourceModel

/// The cells of a chapter as one Swift source: what the compiler sees.
///
/// Between the lines of the cells stand calls of the cell runtime: where a cell begins, where a name
/// has its value, around a trailing expression. They say on which line of the Markdown the next
/// statement stands; where there is none, one of its own does. The compiler takes as long for such a
/// call as for a simple statement, so there are as few as can be.
/// `#sourceLocation` gives every line of the author's its place in the chapter, so that compiler,
/// traps and `#line` speak of the Markdown.
package struct Program: Sendable {
  /// Diagnostics from this column on are about a call of our own that stands in an author's line.
  package static let ownColumn = 1000

  package let cells: [Cell]
  /// Source that stands before them: imports.
  package private(set) var prelude: String
  /// What swift-syntax sees in the cells.
  package let codes: [SwiftCode]
  /// Where they speak of variables that are declared below.
  let uses: [EarlyUse]
  /// Whether uses of variables in functions and closures are watched, and values noted.
  var watchesUses = true
  /// A variable that has another name than the cells give it: the number of its cell, and its name's offset.
  var renamedVariable: (cell: Int, offset: Int)?
  /// The values of each cell that comments speak of and the program is to tell; none unless asked for.
  private(set) var notes: [[ValueComments.Note]] = []
  /// Cells that aren't part of it, but which it runs instead of what is below when it is started for one
  /// of them; each with the number of the cells above.
  private(set) var attempts: [(cell: Cell, code: SwiftCode, place: Int)] = []

  /// Makes the program of a chapter's cells.
  package init(_ chapter: Chapter, prelude: String = "") {
    self.init(
      cells: chapter.preludes + chapter.context
        + chapter.runningCells.filter(\.options.isPartOfProgram),
      prelude: prelude)
  }

  /// Makes a program of some cells.
  ///
  /// - Parameter prelude: What stands before them: imports.
  package init(cells: [Cell], prelude: String = "") {
    self.init(cells: cells, prelude: prelude, codes: cells.map { SwiftCode($0.code) })
  }

  private init(cells: [Cell], prelude: String, codes: [SwiftCode]) {
    self.cells = cells
    self.prelude = prelude
    self.codes = codes
    uses = EarlyUse.all(in: codes)
  }

  /// The same, which tells the values of which comments speak.
  package var notingValues: Program {
    var program = self
    program.notes = cells.map { ValueComments(in: $0.code).notes }
    return program
  }

  func notes(ofCell number: Int) -> [ValueComments.Note] {
    watchesUses && notes.indices.contains(number) ? notes[number] : []
  }

  /// The program of the cells before one of them.
  package func prefix(_ count: Int) -> Program {
    Program(
      cells: Array(cells.prefix(count)), prelude: prelude, codes: Array(codes.prefix(count)))
  }

  /// Some of the cells, with what is to be attempted among them.
  func slice(_ range: Range<Int>) -> Program {
    var program = Program(
      cells: Array(cells[range]), prelude: prelude, codes: Array(codes[range]))
    program.attempts = attempts.filter {
      range.contains($0.place) || ($0.place == cells.count && range.upperBound == $0.place)
    }.map { ($0.cell, $0.code, $0.place - range.lowerBound) }
    program.watchesUses = watchesUses
    if !notes.isEmpty { program.notes = Array(notes[range]) }
    return program
  }

  /// The same with more imports.
  package func adding(_ imports: [String]) -> Program {
    var program = self
    program.prelude += imports.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined()
    return program
  }

  /// The program in which a cell stands that isn't part of this one: after the cells above it, or alone
  /// if it is isolated.
  ///
  /// - Parameter conditions: Cells that stand below it.
  package func trying(_ cell: Cell, above conditions: [Cell] = []) -> Program {
    let above = prefix(cell.options.isIsolated ? 0 : place(of: cell))
    let tried = [cell] + conditions
    return Program(
      cells: above.cells + tried, prelude: prelude,
      codes: above.codes + tried.map { SwiftCode($0.code) })
  }

  /// Whether nothing below a cell that isn't part of the program changes what the cell means. Where it
  /// stands in the program, it sees all that the program declares.
  package func meansTheSameInside(_ cell: Cell) -> Bool {
    let below = cells[place(of: cell)...].map { CellNames($0.code) }
    guard !below.isEmpty else { return true }
    let words = SwiftTree.words(of: [cell])
    return below.allSatisfy { $0.declaresNothing(of: words) }
  }

  /// Whether the last cell says the same within braces.
  package var canEndInBraces: Bool { codes.last?.isOnlyStatements ?? false }

  /// The program with some further cells, of which a process can run one in its place, and end there. They have
  /// to be statements alone, because they stand within braces.
  package func attempting(_ others: [Cell]) -> Program {
    var program = self
    program.attempts = others.map { ($0, SwiftCode($0.code), place(of: $0)) }
    return program
  }

  /// How many of the cells stand above one that isn't part of the program.
  private func place(of cell: Cell) -> Int {
    cells.firstIndex { $0.location.file == cell.location.file && $0.index > cell.index }
      ?? cells.count
  }

  /// The chapters that the cells stand in.
  package var files: Set<String> { Set(cells.map(\.location.file)) }

  /// The number of the cell that a place in the Markdown belongs to.
  package func cell(at location: SourceLocation) -> Int? {
    cells.lastIndex { $0.contains(location) }
  }

  /// What the compiler says of the cells. What it says of a call of our own is left out, unless that is all that
  /// keeps the program from being built: then it is about the expression in the call, on the next line.
  package func diagnostics(in output: String) -> [Diagnostic] {
    let all = Diagnostic.all(in: output, about: files)
    let authors = all.filter { $0.location.column < Self.ownColumn }
    if authors.contains(where: { $0.severity == .error }) { return authors }
    return authors
      + all.compactMap { diagnostic in
        var location = diagnostic.location
        guard diagnostic.severity == .error, location.column >= Self.ownColumn else { return nil }
        (location.line, location.column) = (location.line + 1, 1)
        guard let number = cell(at: location),
          let place = statement(onLine: location.line, ofCell: number)
        else { return nil }
        var diagnostic = diagnostic
        diagnostic.location = place
        return diagnostic
      }
  }

  /// Where the statement stands that begins a line of a cell.
  package func statement(onLine line: Int, ofCell number: Int) -> SourceLocation? {
    let cell = cells[number]
    guard let start = codes[number].starts[line - cell.firstCodeLine + 1] else { return nil }
    var location = cell.location
    location.line = line
    location.column = cell.indentation + start.column
    return location
  }

  /// Where a place in a cell's code stands in its chapter.
  package func location(_ place: SourcePosition, _ number: Int) -> SourceLocation {
    let cell = cells[number]
    return SourceLocation(
      file: cell.location.file, line: cell.firstCodeLine + place.line - 1,
      column: cell.indentation + place.column)
  }

  /// What is wrong with the cells that the compiler wouldn't say.
  package var violations: [Diagnostic] {
    if let directiveError { return [directiveError] }
    let excesses = excesses
    if !excesses.isEmpty { return excesses }
    return malformedCell == nil ? earlyUses : []
  }

  /// Parts that are nested too deep.
  private var excesses: [Diagnostic] {
    codes.enumerated().compactMap { number, code in
      code.excess.map {
        Diagnostic(severity: .error, message: $0.message, location: location($0.place, number))
      }
    }
  }

  /// What is wrong with a cell that says for itself where its lines stand.
  private var directiveError: Diagnostic? {
    for (cell, code) in zip(cells, codes) {
      guard let line = code.directiveLine else { continue }
      var location = cell.location
      location.line = cell.firstCodeLine + line - 1
      let message = "a cell can't say '#sourceLocation': its lines stand for those of the chapter"
      return Diagnostic(severity: .error, message: message, location: location)
    }
    return nil
  }

  /// The module of `CellRuntime`'s sources that is built with the author's library. It has a name of
  /// its own: no two targets in a graph of packages may share one, and the author's package may be this
  /// one, or depend on it.
  package static let runtimeModule = "ChaptersRuntime"

  /// What the cells import, as source.
  package var imports: [String] { codes.flatMap(\.imports) }

  /// The first cell that isn't Swift by itself: an open brace would swallow the cells after it.
  package var malformedCell: Int? { codes.firstIndex(where: \.hasSyntaxError) }
}
