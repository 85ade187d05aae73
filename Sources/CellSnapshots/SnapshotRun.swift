import CellExecution
import CellRuntime
import ChapterModel
import Dispatch
import Foundation
import Synchronization

/// Cells that go on from a snapshot: one run of a module in a process of its own.
final class SnapshotRun: Sendable {
  private enum Event {
    case printed([UInt8])
    case started(pid_t)
    case ended(Int32)
    /// The snapshot is gone, and the process with it: nobody will say how that ended.
    case lost
    /// What was printed until lately has been told.
    case told
  }

  private let module: CellModule
  private let choices: [String: String]
  private let limits: Limits
  private let folder: URL
  private let word = String(UInt64.random(in: .min ... .max), radix: 36)
  private let process = Mutex<pid_t?>(nil)
  private let isCancelled = Mutex(false)

  /// - Parameter folder: Where the run's files go; what it shows is read from there.
  init(module: CellModule, choices: [String: String] = [:], limits: Limits, folder: URL) {
    self.module = module
    self.choices = choices
    self.limits = limits
    self.folder = folder
  }

  /// Where shown values are written.
  var displays: URL { folder.appending(path: "displays") }

  /// Runs the cells to their end, or to a limit.
  ///
  /// - Parameter progress: Gets what has been printed when it is more; what comes while it is busy it
  ///   gets at once, so that a cell that prints without end doesn't wait for it at its limit.
  /// - Returns: What the cells did, and the snapshot after them if there is a sound one; nil if the one that
  ///   they go on from is gone.
  func run(
    on snapshot: Snapshot, progress: @escaping @Sendable (MarkedOutput) -> Void
  ) async throws -> (result: ProcessResult, snapshot: Snapshot?)? {
    try FileManager.default.createDirectory(at: displays, withIntermediateDirectories: true)
    try Data(count: 8).write(to: file("position"))
    try NamedPipe.make(at: file("next").path)
    let (events, continuation) = AsyncStream.makeStream(of: Event.self)
    let pipes = try pipes(continuation)
    defer { for pipe in pipes { pipe.stop() } }
    try writeRequest()
    guard snapshot.ask(file("request")) else { return nil }
    let watching = Task {
      while snapshot.isThere { try await Task.sleep(for: .milliseconds(200)) }
      continuation.yield(.lost)
    }
    defer { watching.cancel() }
    return try await withTaskCancellationHandler {
      defer { end() }
      let outcome = await follow(events, continuation, progress)
      // Nobody would ever ask or end a snapshot that is handed to nobody.
      if Task.isCancelled { outcome?.snapshot?.end() }
      try Task.checkCancellation()
      return outcome
    } onCancel: {
      isCancelled.withLock { $0 = true }
      end()
      continuation.finish()
    }
  }

  private func file(_ name: String) -> URL { folder.appending(path: name) }

  /// A text as an equals sign and hexadecimal digits.
  private static func word(_ text: String) -> String {
    "=" + text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  private func writeRequest() throws {
    let values: [RequestKey: String] = [
      .mark: word, .run: word, .entry: module.entry, .library: module.library.path,
      .output: file("output").path, .status: file("status").path, .next: file("next").path,
      .position: file("position").path, .displays: displays.path,
      .choices: choices.flatMap { [$0.key, $0.value] }.map(Self.word).joined(separator: " "),
    ]
    let text = values.map { "\($0.rawValue)=\($1)\u{0}" }.joined()
    try Data(text.utf8).write(to: file("request"))
  }

  /// The pipes for what the cells print and for what the snapshot says of their process. On one
  /// queue, so that all that was printed comes before the news of the end.
  private func pipes(_ continuation: AsyncStream<Event>.Continuation) throws -> [NamedPipe] {
    let queue = DispatchQueue(label: "run")
    let output = try NamedPipe(at: file("output"), queue: queue) { bytes in
      if !bytes.isEmpty { continuation.yield(.printed(bytes)) }
    }
    let status = try NamedPipe(at: file("status"), queue: queue) { [self] bytes in
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        let words = line.split(separator: " ")
        guard words.count == 2, let number = Int32(words[1]) else { continue }
        switch ProcessEvent(rawValue: String(words[0])) {
        case .started:
          begin(number)
          continuation.yield(.started(number))
        case .ended:
          output.drain { if !$0.isEmpty { continuation.yield(.printed($0)) } }
          continuation.yield(.ended(number))
        case nil: continue
        }
      }
    }
    return [output, status]
  }

  private func follow(
    _ events: AsyncStream<Event>, _ continuation: AsyncStream<Event>.Continuation,
    _ progress: @escaping @Sendable (MarkedOutput) -> Void
  ) async -> (result: ProcessResult, snapshot: Snapshot?)? {
    let (news, teller) = AsyncStream.makeStream(of: MarkedOutput.self)
    let telling = Task {
      for await output in news {
        progress(output)
        continuation.yield(.told)
      }
    }
    var (isTelling, isMore) = (false, false)
    let watch = LimitWatch(limits: limits)
    var output = MarkedOutput(word: word)
    var status: Int32 = 0
    var isLost = false
    var guardian: Task<Void, any Error>?
    defer { guardian?.cancel() }
    loop: for await event in events {
      switch event {
      case .started(let id):
        guardian = Task { [self] in
          try await watch.untilLimit(of: id, word)
          end()
        }
      case .printed(let bytes):
        output.append(bytes)
        if !watch.sees(output, module.cells) { end() }
        isMore = true
        if output.reachedEnd { break loop }
      case .ended(let how):
        status = how
        break loop
      case .lost:
        isLost = true
        break loop
      case .told: isTelling = false
      }
      if isMore && !isTelling {
        teller.yield(output)
        (isTelling, isMore) = (true, false)
      }
    }
    teller.finish()
    await telling.value
    if isLost { return nil }
    output.finish()
    let result = ProcessResult(
      cells: output.cells, ending: watch.reason ?? ending(status, output),
      line: CellProcess.readLine(file("position")))
    guard output.isSnapshot, let id = process.withLock({ $0.take() }) else {
      return (result, nil)
    }
    RunningProcesses.shared.forget(id)
    return (result, Snapshot(process: id, requests: file("next")))
  }

  private func ending(_ status: Int32, _ output: MarkedOutput) -> ProcessResult.Ending {
    if output.reachedEnd { return .finished }
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
  }

  /// Takes note of the process as soon as it is heard of, since nobody else knows of it; where the run has
  /// been cancelled meanwhile, it is ended.
  private func begin(_ id: pid_t) {
    process.withLock { $0 = id }
    RunningProcesses.shared.insert(id, word)
    if isCancelled.withLock(\.self) { end() }
  }

  /// Ends the process, unless it has become a snapshot.
  private func end() {
    guard let id = process.withLock({ $0.take() }) else { return }
    RunningProcesses.shared.end(id)
  }
}
