import ChapterModel

/// The calls of the cell runtime between a cell's statements, as source.
struct Calls {
  /// The call before the cell's first statement.
  let opening: String
  /// The names that have got a value since the last call, each with the line of its statement.
  var introduced: [(line: Int, name: String)] = []
  /// The line of the statement that runs next, as the calls so far have said.
  private var announced: Int
  private let marksStatements: Bool

  init(_ cell: Cell, _ code: SwiftCode, number: Int) {
    announced = cell.firstCodeLine + (code.starts.keys.min() ?? 1) - 1
    opening = "__chaptersCell(\(number), \(announced))\n"
    marksStatements = cell.isRecordedInComments
  }

  /// Before the statement that begins a line.
  mutating func before(_ line: Int) -> String {
    var text = hints(announcing: line)
    if marksStatements { text += "__chaptersStatement(\(line))\n" }
    if announced != line { text += "__chaptersAt(\(line))\n" }
    announced = line
    return text
  }

  /// The calls behind the cell's last statement.
  mutating func closing() -> String { hints(announcing: announced) }

  /// What the introduced names stand for.
  private mutating func hints(announcing next: Int) -> String {
    guard !introduced.isEmpty else { return "" }
    let calls = introduced.map { line, name in
      "__chaptersHint(\(line), \(name.debugDescription), \(name), \(next))\n"
    }
    introduced = []
    announced = next
    return calls.joined()
  }
}
