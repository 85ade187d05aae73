extension CellFailure: CustomStringConvertible {
  /// Where, what happened, and what to do.
  package var description: String {
    choices.map { "\(words)\nThat is with \($0), which a reader of its page may choose." } ?? words
  }

  private var words: String {
    switch reason {
    case .notCompiled(let diagnostics):
      diagnostics.map(\.description).joined(separator: "\n")
    case .notBuilt(let output):
      "\(location): error: with this cell the chapter's program can't be built:\n\(output)"
    case .needs(let other):
      "\(location): error: the cell needs the one at \(other), which doesn't come to its end"
    case .unmet(let demand):
      "\(location): error: not true: \(demand)"
    case .trapped(let message?):
      "\(location): error: the cell trapped: \(message)"
    case .trapped(nil):
      "\(location): error: the cell trapped without a message"
    case .threw(let error):
      "\(location): error: the cell threw an error that nothing catches: \(error)"
    case .exited(let code):
      """
      \(location): error: the cell ended the program with exit code \(code), so nothing after it \
      runs
      """
    case .timedOut(let seconds):
      """
      \(location): error: the cell ran longer than \(seconds.formatted()) s; where that is meant, \
      write 'timeout=' and a longer time after 'swift'
      """
    case .chapterTimedOut(let seconds):
      """
      \(location): error: the chapter ran longer than \(seconds.formatted()) s; where that is meant, \
      set 'chapter-timeout' in its front matter or in book.yml
      """
    case .usedTooMuchMemory(let bytes):
      """
      \(location): error: the chapter used more than \(bytes) bytes of memory; where that is meant, \
      set 'memory' in its front matter or in book.yml
      """
    case .printedTooMuch(let bytes):
      """
      \(location): error: the cell printed more than \(bytes) bytes, and was stopped; where that is \
      meant, set 'output' in the chapter's front matter or in book.yml
      """
    case .compiles:
      "\(location): error: the cell is marked 'compile-fail', and it compiles"
    case .didNotTrap:
      "\(location): error: the cell is marked 'traps', and it came to its end"
    case .meetsConditions:
      """
      \(location): error: the cell is marked 'exercise', and meets all conditions in 'expect' below it; \
      leave something out, or demand more
      """
    case .didNotWarn:
      "\(location): error: the cell is marked 'warns', and the compiler doesn't warn of it"
    case .dependsOnPlace:
      "\(location): error: it prints something else than the document says, and asks where or by what it is compiled"
    case .printsOther:
      "\(location): error: it prints something else than the document says, without what it leaves out"
    case .leavesBlockOpen:
      """
      \(location): error: the cell's output leaves a fence, a comment or an element open, which \
      would swallow the text below it; close it
      """
    case .tooManyStates(let counts, let limit):
      """
      \(location): error: the chapter's controls have \
      \(counts.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }) states \
      (\(counts.map(String.init).joined(separator: " × "))), and \(limit) are allowed; give them \
      fewer choices, or set 'states' in the chapter's front matter or in book.yml
      """
    case .controlsDiffer(let label):
      """
      \(location): error: the control '\(label)' isn't asked for with every choice of the controls \
      above it; ask for it outside of conditions
      """
    case .controlInProse(let label):
      """
      \(location): error: the control '\(label)' is asked for by a value in a line, where no reader could \
      move it; ask for it in a cell
      """
    case .controlAmongThreads(let label):
      """
      \(location): error: threads run where the control '\(label)' is asked for, so that its other \
      choices can't be made; ask for it before they are started
      """
    case .figureWithoutDescription:
      """
      \(location): error: the cell shows a figure without a description; say in 'description:' what \
      is to be seen, for those who can't see it
      """
    case .brokenFigure(.svg, let description):
      """
      \(location): error: the figure '\(description)' isn't an SVG drawing; give '.svg' the \
      source of one '<svg>' element, from '<svg' to '</svg>'
      """
    case .brokenFigure(.png, let description):
      """
      \(location): error: the figure '\(description)' isn't a PNG image; give '.png' the bytes of a \
      whole PNG file
      """
    case .signalled(let signal):
      "\(location): error: signal \(signal) ended the cell"
    }
  }
}

extension CellFailure {
  /// The same where prose above has become longer or shorter.
  package func moved(by lines: Int) -> CellFailure {
    var failure = self
    failure.location.line += lines
    if case .notCompiled(let diagnostics) = reason {
      failure.reason = .notCompiled(
        diagnostics.map { diagnostic in
          var diagnostic = diagnostic
          diagnostic.location.line += lines
          return diagnostic
        })
    }
    return failure
  }
}
