import CellExecution
import Dispatch
import Foundation
import SourceModel
import Synchronization

/// One line at the foot of a terminal that says what is being done; it is written anew while that changes,
/// and is gone before anything else is written.
///
/// Only somebody who looks at a terminal gets it: not a pipe, nor a terminal that shows lines and nothing
/// else, nor where `NO_COLOR` or `CI` is set.
final class StatusLine: Sendable {
  static let shared = StatusLine()

  private struct State {
    var work = Work()
    /// The text that the terminal shows now.
    var drawn: String?
    var isPaused = false
    var timer: (any DispatchSourceTimer)?
  }

  /// Whether it is shown at all.
  let isShown: Bool
  private let state = Mutex(State())
  private static let interval = DispatchTimeInterval.milliseconds(80)

  private init() {
    let environment = ProcessInfo.processInfo.environment
    let isAutomatic = Console.isSet("CI") && environment["CI"] != "false"
    isShown =
      isatty(STDERR_FILENO) == 1 && !Self.isPipe(STDOUT_FILENO) && Console.isCapable
      && !Console.isSet("NO_COLOR") && !isAutomatic
  }

  /// What reads from a pipe may write to the same terminal, and isn't to find a line there.
  private static func isPipe(_ stream: Int32) -> Bool {
    var status = stat()
    return fstat(stream, &status) == 0 && [S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT)
  }

  /// Takes note of what is done; nil where nobody sees it.
  var observer: (@Sendable (WorkProgress) -> Void)? {
    guard isShown else { return nil }
    return { [self] progress in change { $0.take(progress) } }
  }

  /// Says something else that is done; nil when that is over.
  func say(_ note: String?) { change { $0.note = note } }

  private func change(_ change: (inout Work) -> Void) {
    guard isShown else { return }
    state.withLock { state in
      change(&state.work)
      if state.work.text == nil {
        Self.clear(&state)
        state.timer?.cancel()
        state.timer = nil
      } else if state.timer == nil {
        let timer = DispatchSource.makeTimerSource(queue: .global())
        timer.schedule(deadline: .now() + Self.interval, repeating: Self.interval)
        timer.setEventHandler { [self] in draw() }
        timer.resume()
        state.timer = timer
      }
    }
  }

  /// Writes something else, in the place of the line.
  func aside<Result>(_ write: () -> Result) -> Result {
    guard isShown else { return write() }
    return state.withLock { state in
      Self.clear(&state)
      return write()
    }
  }

  /// Keeps the line away while somebody is asked.
  func pausing<Result>(_ ask: () -> Result) -> Result {
    state.withLock { $0.isPaused = true }
    defer { state.withLock { $0.isPaused = false } }
    return ask()
  }

  /// Leaves the terminal as it was.
  func end() { state.withLock { Self.end(&$0) } }

  /// The same for somebody who interrupts, and isn't to wait for a terminal that takes nothing.
  func interrupt() {
    for _ in 0..<50 {
      if state.withLockIfAvailable({ Self.end(&$0) }) != nil { return }
      usleep(2_000)
    }
  }

  private static func end(_ state: inout State) {
    state.isPaused = true
    state.timer?.cancel()
    clear(&state)
  }

  private func draw() {
    state.withLock { state in
      guard !state.isPaused, let text = state.work.text else { return }
      let line = TerminalText.truncated(text.visible, toColumns: Self.columns - 1)
      guard line != state.drawn else { return }
      _ = StandardStreams.write("\r\(line)\u{1B}[K", to: STDERR_FILENO)
      state.drawn = line
    }
  }

  private static func clear(_ state: inout State) {
    guard state.drawn != nil else { return }
    _ = StandardStreams.write("\r\u{1B}[K", to: STDERR_FILENO)
    state.drawn = nil
  }

  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}

extension StatusLine {
  struct Work {
    /// SwiftPM's step, while the library is built.
    private var step: String?
    private var chapters = 0
    private var done = 0
    /// What goes on in the chapters that run now.
    private var running: [String: String] = [:]
    /// What is done besides chapters and cells: a build's step, say.
    var note: String?

    mutating func take(_ progress: WorkProgress) {
      switch progress {
      case .building(let step): self.step = step
      case .built: step = nil
      case .beginning(let count): (chapters, done, running) = (count, 0, [:])
      case .compiling(let chapter): running[chapter] = "compiling"
      case .running(let chapter, let cell, let count):
        running[chapter] = "cell \(cell) of \(count)"
      case .finished(let chapter):
        done += 1
        running[chapter] = nil
        if done == chapters { (chapters, done) = (0, 0) }
      }
    }

    /// A line that says it; nil where nothing is done.
    var text: String? {
      if let note { return note }
      if let step { return "Building the package's library" + (step.isEmpty ? " …" : ": \(step)") }
      guard chapters > 0 else { return nil }
      let count = "\(done) of \(chapters) chapter\(chapters == 1 ? "" : "s") done"
      let chapters = running.sorted { $0.key < $1.key }.map { path, what in
        // The folder would take the place of what changes.
        "\(path.split(separator: "/").last ?? ""): \(what)"
      }
      return ([count] + chapters).joined(separator: " · ")
    }
  }
}
