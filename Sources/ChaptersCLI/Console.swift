import CellExecution
import Foundation
import SourceModel
import Synchronization

/// What a person sees at the terminal. Text of others is shown, never obeyed: all of it passes
/// `String.visible`, here or where a report puts colours around it.
enum Console {
  /// When there are colours.
  enum Colours: String, CaseIterable, Sendable {
    /// On a terminal that has them, unless `NO_COLOR` says otherwise.
    case auto
    case always
    case never
  }

  /// What was asked for on the command line.
  static let colours = Mutex(Colours.auto)

  /// Whether standard output may have colours.
  static var usesColour: Bool {
    switch colours.withLock(\.self) {
    case .auto: isatty(STDOUT_FILENO) == 1 && !isSet("NO_COLOR") && isCapable
    case .always: true
    case .never: false
    }
  }

  /// Whether the terminal does more than to show lines one below the other.
  static var isCapable: Bool {
    let name = ProcessInfo.processInfo.environment["TERM"] ?? ""
    return !name.isEmpty && name != "dumb"
  }

  /// Whether a variable of the environment says something.
  static func isSet(_ name: String) -> Bool {
    ProcessInfo.processInfo.environment[name]?.isEmpty == false
  }

  /// A line on standard output, at once.
  static func say(_ line: String) { write(line.visible + "\n") }

  /// A line of a report that has made everything in it visible, and may have put colours around it.
  static func say(coloured line: String) { write(line + "\n") }

  /// A question on standard output, and the answer, which stands on the same line; nil at the input's end.
  static func ask(_ question: String) -> String? {
    StatusLine.shared.pausing {
      write(question.visible)
      return readLine()
    }
  }

  /// A file's content on standard output: as it is for another program, visible for a person.
  static func say(document text: String) {
    write(isatty(STDOUT_FILENO) == 1 ? text.visible : text)
  }

  /// A line on standard error.
  static func complain(_ line: String) { complain(coloured: line.visible) }

  /// A line of such a report on standard error.
  static func complain(coloured line: String) {
    // Where this can't be written, there is nobody to tell.
    _ = StatusLine.shared.aside { StandardStreams.write(line + "\n", to: STDERR_FILENO) }
  }

  /// Says that what comes next takes long, where no line shows it.
  static func announceBuilding() {
    if !StatusLine.shared.isShown { complain("Building the package's library …") }
  }

  /// Writes on standard output. Where that can't be, nobody sees what is done here: says so, and ends.
  private static func write(_ text: String) {
    let reason = StatusLine.shared.aside { StandardStreams.write(text, to: STDOUT_FILENO) }
    guard let reason else { return }
    complain("error: standard output can't be written: \(reason)")
    RunningProcesses.shared.end(exitingWith: 2)
  }

  /// A duration in seconds.
  static func number(_ time: Duration) -> Double {
    Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }

  /// A duration in seconds, as people read it.
  static func seconds(_ time: Duration) -> String {
    time.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 2)))
  }
}
