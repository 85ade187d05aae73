import Foundation
import Literate

/// What a person sees at the terminal.
enum Console {
  /// Whether standard output may have colours.
  static var usesColour: Bool {
    isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
  }

  /// A line on standard output, at once.
  static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  /// A question on standard output; the answer stands on the same line.
  static func ask(_ question: String) {
    FileHandle.standardOutput.write(Data(question.utf8))
  }

  /// A line on standard error.
  static func complain(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
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
