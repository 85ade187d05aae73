import CellRuntime
import ChapterModel
import Display
import SourceModel

/// Takes a program's output apart: what it printed, and where the cell runtime's marks stand in it.
package struct MarkedOutput {
  /// What a cell has put out.
  package struct Cell {
    package var pieces: [Piece] = []
    package var hints: [Hint] = []
    /// What each statement printed, where the program says when one begins.
    package var statements: [Statement] = []
    /// The values of which comments speak.
    var notes: [NotedValue] = []
    /// The controls that it has asked for a value.
    var controls: [AskedControl] = []
    /// Uses of names that may be those of variables without a value as yet, by their numbers.
    var suspects: Set<Int> = []
    /// Whether it stopped at a condition that isn't met.
    var isUnmet = false
    /// How many bytes were printed before the value of the last expression.
    var valueStart: Int?

    /// How many bytes were printed.
    var byteCount: Int {
      pieces.reduce(0) { if case .printed(let bytes) = $1 { $0 + bytes.count } else { $0 } }
    }

    /// The cell as it was when it asked a control.
    func upToControl(_ number: Int) -> Cell {
      var cell = self
      let asked = controls[number]
      cell.pieces = Array(pieces.prefix(asked.pieces))
      if case .printed(let bytes)? = cell.pieces.last {
        cell.pieces[cell.pieces.count - 1] = .printed(Array(bytes.prefix(asked.lastPrinted)))
      }
      cell.hints = Array(hints.prefix(asked.hints))
      cell.statements = Array(statements.prefix(asked.statements))
      cell.notes = Array(notes.prefix(asked.notes))
      cell.controls = Array(controls.prefix(number + 1))
      cell.valueStart = nil
      return cell
    }

    /// Takes what came afterwards.
    mutating func append(_ rest: Cell) {
      let printed = byteCount
      for piece in rest.pieces {
        if case .printed(let bytes) = piece { print(bytes[...]) } else { pieces.append(piece) }
      }
      hints += rest.hints
      statements += rest.statements
      notes += rest.notes
      controls += rest.controls
      isUnmet = isUnmet || rest.isUnmet
      suspects.formUnion(rest.suspects)
      valueStart = rest.valueStart.map { $0 + printed }
    }

    fileprivate mutating func print(_ bytes: ArraySlice<UInt8>) {
      guard !bytes.isEmpty else { return }
      if !statements.isEmpty { statements[statements.count - 1].printed += bytes }
      guard case .printed(var printed)? = pieces.last else {
        return pieces.append(.printed(Array(bytes)))
      }
      // Taken out while it grows, so that it isn't copied each time.
      pieces.removeLast()
      printed += bytes
      pieces.append(.printed(printed))
    }
  }

  /// A control that was asked, and how much of the cell's output there was.
  struct AskedControl {
    let control: Controls.Control
    /// Whether its other choices can be made.
    var hasStates = true
    let pieces, hints, statements, notes: Int
    /// How many bytes the last piece had.
    let lastPrinted: Int

    fileprivate init(_ control: Controls.Control, in cell: Cell) {
      self.control = control
      pieces = cell.pieces.count
      hints = cell.hints.count
      statements = cell.statements.count
      notes = cell.notes.count
      lastPrinted = if case .printed(let bytes)? = cell.pieces.last { bytes.count } else { 0 }
    }
  }

  /// What a statement printed, or the value of the last one.
  package struct Statement: Hashable {
    package var line: Int
    package var isValue = false
    package var printed: [UInt8] = []
  }

  /// A piece of a cell's output.
  package enum Piece: Hashable {
    case printed([UInt8])
    /// A shown value: the number of its files, and what it is.
    case shown(Int, kind: String)
    /// One of a series of frames begins; nil where the series has ended.
    case frame(CellOutput.FrameLabel?)
  }

  /// What each cell that began has put out.
  package private(set) var cells: [Cell] = []
  /// Whether the program came to its end.
  package private(set) var reachedEnd = false
  /// Whether the process waits after its end as a snapshot.
  package private(set) var isSnapshot = false

  private let mark: [UInt8]
  private var pending: [UInt8] = []

  /// - Parameter word: The word behind which this run's marks stand.
  package init(word: String) {
    mark = [0x1E] + Array(word.utf8) + [.space]
  }

  /// Takes more of the output, as it comes.
  package mutating func append(_ bytes: [UInt8]) {
    pending += bytes
    while let start = pending.firstIndex(of: mark[0]) {
      let candidate = pending[start...]
      guard candidate.starts(with: mark) else {
        // What could still become a mark waits for more.
        guard !mark.starts(with: candidate) else { return flush(upTo: start) }
        flush(upTo: start + 1)
        continue
      }
      guard let end = candidate.firstIndex(of: .lineFeed) else { return flush(upTo: start) }
      let word = String(decoding: candidate[(start + mark.count)..<end], as: UTF8.self)
      flush(upTo: start)
      pending.removeFirst(end + 1 - start)
      take(word)
    }
    flush(upTo: pending.count)
  }

  private mutating func take(_ line: String) {
    let words = line.split(separator: " ", maxSplits: 1)
    let rest = words.count == 2 ? words[1] : ""
    guard let word = words.first.flatMap({ Mark(rawValue: String($0)) }) else { return }
    switch word {
    case .end:
      reachedEnd = true
      isSnapshot = rest == Mark.soundEnd
    case .cell: cells.append(Cell())
    case _ where cells.isEmpty: break
    case .value:
      // A value has a line of its own.
      if case .printed(let bytes)? = cells[cells.count - 1].pieces.last, bytes.last != .lineFeed {
        cells[cells.count - 1].print([.lineFeed])
      }
      cells[cells.count - 1].valueStart = cells[cells.count - 1].byteCount
      if let last = cells[cells.count - 1].statements.last {
        cells[cells.count - 1].statements.append(Statement(line: last.line, isValue: true))
      }
    case .statement:
      Int(rest).map { cells[cells.count - 1].statements.append(Statement(line: $0)) }
    case .noted:
      let parts = rest.split(separator: " ")
      guard parts.count == 3, let number = Int(parts[0]) else { break }
      cells[cells.count - 1].notes.append(
        NotedValue(line: number, literal: Self.text(parts[1]), description: Self.text(parts[2])))
    case .display:
      let parts = rest.split(separator: " ")
      guard parts.count == 2, let number = Int(parts[0]) else { break }
      cells[cells.count - 1].pieces.append(.shown(number, kind: String(parts[1])))
    case .frame:
      let texts = rest.split(separator: " ").map(Self.text)
      let label = texts.count == 2 ? CellOutput.FrameLabel(title: texts[0], label: texts[1]) : nil
      cells[cells.count - 1].pieces.append(.frame(label))
    case .control: takeControl(rest)
    case .stateless:
      let last = cells[cells.count - 1].controls.count - 1
      if last >= 0 { cells[cells.count - 1].controls[last].hasStates = false }
    case .suspect: Int(rest).map { _ = cells[cells.count - 1].suspects.insert($0) }
    case .unmet: cells[cells.count - 1].isUnmet = true
    case .hint: takeHint(rest, isOfValue: true)
    case .type: takeHint(rest, isOfValue: false)
    }
  }

  /// The text of an equals sign and hexadecimal digits.
  private static func text(_ digits: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = digits.dropFirst()
    while rest.count >= 2 {
      bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func takeControl(_ text: Substring) {
    let parts = text.split(separator: " ")
    guard parts.count > 3, let form = Controls.Control.Form(rawValue: String(parts[0])),
      let start = Int(parts[1])
    else { return }
    let control = Controls.Control(
      label: Self.text(parts[2]), choices: parts[3...].map(Self.text), start: start, form: form)
    let cell = cells[cells.count - 1]
    cells[cells.count - 1].controls.append(AskedControl(control, in: cell))
  }

  private mutating func takeHint(_ text: Substring, isOfValue: Bool) {
    let parts = text.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, let line = Int(parts[0]) else { return }
    cells[cells.count - 1].hints.append(
      Hint(line: line, name: String(parts[1]), text: String(parts[2]), isOfValue: isOfValue))
  }

  /// Takes what is left at the stream's end, which no mark completes.
  package mutating func finish() { flush(upTo: pending.count) }

  private mutating func flush(upTo end: Int) {
    // Before the first cell begins only the runtime itself could print.
    if !cells.isEmpty { cells[cells.count - 1].print(pending[..<end]) }
    pending.removeFirst(end)
  }
}
