import CellProgram
import ChapterModel
import Foundation

/// Makes cells' results of what a program did: texts of bytes, and a failure of an early end.
package struct RunReader {
  package let program: Program
  package let limits: Limits
  /// The folder in which the process leaves the values that it shows.
  package let displays: URL
  /// What the program's module is called; shown is always the same.
  package var module = "Chapter"

  package init(program: Program, limits: Limits, displays: URL, module: String = "Chapter") {
    self.program = program
    self.limits = limits
    self.displays = displays
    self.module = module
  }

  package func result(of outcome: ProcessResult) -> ProgramResult {
    var result = ProgramResult()
    for (number, cell) in program.cells.enumerated() {
      guard number < outcome.cells.count else {
        result.cells[cell.id] = CellResult(state: .notRun)
        continue
      }
      let marked = outcome.cells[number]
      result.cells[cell.id] = CellResult(
        state: .ran, output: output(of: marked), hints: hints(of: marked, in: cell),
        statements: marked.statements.map { statement in
          StatementOutput(
            line: statement.line - cell.firstCodeLine + 1, text: shown(statement.printed[...]),
            isValue: statement.isValue)
        })
      result.cells[cell.id]?.notes = marked.notes
      result.cells[cell.id]?.controls = marked.controls.map(\.control)
      result.cells[cell.id]?.printed = printedBeforeValue(in: marked)
    }
    result.suspects = outcome.cells.reduce(into: []) { $0.formUnion($1.suspects) }
    if outcome.ending != .finished { fail(&result, outcome) }
    for cell in program.cells where cell.options.outputFormat != .text {
      guard let state = result.cells[cell.id]?.state, state == .ran else { continue }
      let output = result.cells[cell.id]?.output.reading(as: cell.options.outputFormat)
      result.cells[cell.id]?.output = output ?? CellOutput()
    }
    return result
  }

  /// What a program that still runs has done so far.
  package func progress(_ output: MarkedOutput) -> ProgramResult {
    var outcome = ProgramResult()
    for (cell, marked) in zip(program.cells, output.cells) {
      let part = self.output(of: marked)
      outcome.cells[cell.id] = CellResult(
        state: .ran, output: part.reading(as: cell.options.outputFormat),
        hints: hints(of: marked, in: cell))
      outcome.cells[cell.id]?.controls = marked.controls.map(\.control)
    }
    return outcome
  }

  /// A cell that was stopped for what it printed keeps no more than it was allowed.
  private func output(of cell: MarkedOutput.Cell) -> CellOutput {
    var output = CellOutput()
    var rest = limits.outputBytes
    for piece in cell.pieces {
      switch piece {
      case .printed(let bytes):
        output.append(.text(shown(bytes.prefix(rest))))
        rest -= min(rest, bytes.count)
      case .shown(let number, let kind):
        if let part = ShownValue(number, in: displays)?.part(kind) { output.append(part) }
      case .frame(let label): output.append(.frame(label))
      }
    }
    return output
  }

  private func printedBeforeValue(in cell: MarkedOutput.Cell) -> String? {
    guard let start = cell.valueStart, start > 0, cell.pieces.count == 1,
      case .printed(let bytes) = cell.pieces[0]
    else { return nil }
    return OutputText.recorded(shown(bytes.prefix(start)))
  }

  private func shown(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return module == "Chapter"
      ? Program.withoutPartNames(text) : text.replacing("\(module)/", with: "Chapter/")
  }

  private func hints(of marked: MarkedOutput.Cell, in cell: Cell) -> [Hint] {
    marked.hints.map { hint in
      var hint = hint
      hint.line -= cell.fence.firstLine
      return hint
    }
  }

  private func fail(_ result: inout ProgramResult, _ outcome: ProcessResult) {
    let number = max(outcome.cells.count - 1, 0)
    let cell = program.cells[number]
    let statement = outcome.line.flatMap { program.statement(onLine: $0, ofCell: number) }
    let location = statement ?? cell.location
    let output = result.cells[cell.id]?.output ?? CellOutput()
    let last = TrapMessage(output.lastText, in: cell.location.file)
    var failure = CellFailure(cell: cell.id, location: location, reason: .trapped(last.message))
    switch outcome.ending {
    case .finished: return
    case .exited(let code): failure.reason = .exited(code)
    case .timedOut(let seconds): failure.reason = .timedOut(seconds)
    case .chapterTimedOut(let seconds): failure.reason = .chapterTimedOut(seconds)
    case .usedTooMuchMemory(let bytes): failure.reason = .usedTooMuchMemory(bytes)
    case .printedTooMuch(let bytes): failure.reason = .printedTooMuch(bytes)
    case .signalled(let signal) where !TrapMessage.trapSignals.contains(signal):
      failure.reason = .signalled(signal)
    case .signalled(let signal):
      if signal == SIGSEGV, last.message == nil {
        failure.reason = .trapped("a bad address in memory, or calls that never end")
      }
      if let error = last.thrownError { failure.reason = .threw(error) }
      if outcome.cells[number].isUnmet { failure.reason = .unmet(last.message ?? "") }
      if let line = last.line, line != location.line {
        failure.location.line = line
        failure.location.column = 1
      }
    }
    let isTrap = if case .signalled = outcome.ending { true } else { false }
    result.cells[cell.id]?.state = .failed
    if isTrap { result.cells[cell.id]?.output = output.replacingLastText(by: last.before) }
    result.failure = failure
  }
}

/// What a program that trapped said last, `FILE:LINE: Fatal error: MESSAGE`, apart from what its
/// cell had printed before.
struct TrapMessage {
  /// What the cell printed before the trap.
  let before: String
  let message: String?
  /// The line, where the message names the chapter itself.
  let line: Int?

  private static let castFailure = "Could not cast value of type"

  /// How a Swift program traps: an illegal instruction, a trap, a bad address, `abort`.
  static let trapSignals: [Int32] = [4, 5, 6, 7, 8, 11]

  init(_ output: String, in path: String) {
    let output = Self.withoutBacktraceNotice(output)
    let openings = ["Fatal error", "Assertion failed", Self.castFailure]
    let lasts = openings.compactMap { output.ranges(of: $0).last }
    guard let found = lasts.max(by: { $0.lowerBound < $1.lowerBound }) else {
      (before, message, line) = (output, nil, nil)
      return
    }
    let lineStart =
      output[..<found.lowerBound].lastIndex(of: "\n").map { output.index(after: $0) }
      ?? output.startIndex
    // The message begins with a file; what the cell printed on the same line stands before that.
    let file = "Chapter/" + (path.split(separator: "/").last ?? "")
    let ranges = [file, "Swift/"].flatMap { output[lineStart..<found.lowerBound].ranges(of: $0) }
    let isCast = output[found] == Self.castFailure
    let start = ranges.last?.lowerBound ?? (isCast ? found.lowerBound : lineStart)
    before = String(output[..<start])
    if output[found] == "Fatal error" {
      let rest = output[found.upperBound...].drop { $0 == ":" || $0 == " " || $0 == "\n" }
      message = rest.isEmpty ? nil : String(rest).trimmingSuffix("\n")
    } else {
      // A failed cast names its types with addresses, other ones in each run.
      let words = String(output[found.lowerBound...]).trimmingSuffix("\n")
      message = isCast ? words.replacing(#/ \(0x[0-9a-f]+\)/#, with: "") : words
    }
    let place = output[start..<found.lowerBound]
    line =
      place.hasPrefix(file + ":")
      ? Int(place.dropFirst(file.count + 1).prefix { $0.isNumber }) : nil
  }

  /// The runtime announces on the output that it writes a backtrace elsewhere, and complains there of
  /// threads that it can't stop in time.
  private static func withoutBacktraceNotice(_ output: String) -> String {
    var text = output[...]
    if let notice = output.ranges(of: "\n*** Signal ").last,
      output[notice.upperBound...].contains(": Backtracing from 0x")
    {
      text = output[..<notice.lowerBound]
    }
    while let start = text.ranges(of: "swift-runtime: ").last?.lowerBound,
      start == text.startIndex || text[text.index(before: start)] == "\n",
      !text[start...].trimmingSuffix("\n").contains("\n")
    {
      text = text[..<start]
    }
    return String(text)
  }

  /// What an error that nothing catches says of itself.
  var thrownError: String? {
    let words = "Error raised at top level: "
    guard let message, message.hasPrefix(words) else { return nil }
    return String(message.dropFirst(words.count))
  }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(_ suffix: Character) -> String {
    var text = self[...]
    while text.last == suffix { text = text.dropLast() }
    return String(text)
  }
}
