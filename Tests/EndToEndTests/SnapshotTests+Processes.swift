import Foundation
import Testing

@testable import CellExecution
@testable import CellSnapshots

/// What becomes of processes that are cancelled, killed, stopped or signalled.
extension SnapshotTests {
  /// Waits until a tree's snapshots have been asked so often.
  private func untilAsked(_ count: Int, in folder: URL) async throws {
    while try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .count(where: { $0.hasSuffix("/request") }) < count
    { try await Task.sleep(for: .milliseconds(10)) }
    // They are asked as soon as the request is written.
    try await Task.sleep(for: .milliseconds(100))
  }

  @Test func `a run that is cancelled leaves no process`() async throws {
    let log = LiveLog()
    let text = cells(["import Glibc\nprint(getpid())\nwhile true {}"])
    let run = Task { try await self.run(text, log: log) }
    var process: pid_t?
    while process == nil {
      try await Task.sleep(for: .milliseconds(20))
      process = log.value.results[0].flatMap { pid_t($0.output.text.dropLast()) }
    }
    run.cancel()
    await #expect(throws: CancellationError.self) { try await run.value }
    // What the system keeps of it until its parent has asked how it ended isn't a process any more.
    while let process,
      let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      !state.contains(") Z ")
    { try await Task.sleep(for: .milliseconds(20)) }
  }

  @Test(.timeLimit(.minutes(20))) func `a cell whose snapshot dies is run again`() async throws {
    let log = LiveLog()
    let package = try await Self.package.value.0
    let folder = try WorkFolder.make(in: package.root.workFolder)
    defer { RunningProcesses.shared.remove(folder) }
    let gate = folder.appending(path: "gate").path
    let slow = """
      print("begun")
      while access("\(gate)", F_OK) != 0 { usleep(10_000) }
      print("ended")
      """
    async let run = run(cells(["import Glibc\nprint(getpid())", slow]), log: log)
    while log.value.results[1]?.output.text != "begun\n" {
      try await Task.sleep(for: .milliseconds(10))
    }
    let snapshot = try #require(log.value.results[0].flatMap { pid_t($0.output.text.dropLast()) })
    kill(snapshot, SIGKILL)
    // The process that went on from it ends with it, and doesn't see the gate any more.
    try await Task.sleep(for: .milliseconds(200))
    try Data().write(to: URL(filePath: gate))
    let value = try await run
    #expect(value.failures.isEmpty)
    #expect(value.results[1]?.output.text == "begun\nended\n")
  }

  @Test(.timeLimit(.minutes(20)))
  func `a cell is run again too if its snapshot dies before it has begun`() async throws {
    let (tree, folder) = try await makeTree(whereMemoryIsScarce: false)
    let first = "import Glibc\nprint(getpid())"
    let text = try await run(cells([first]), on: tree).results[0]?.output.text
    let snapshot = try #require(text.flatMap { pid_t($0.dropLast()) })
    kill(snapshot, SIGSTOP)
    async let run = run(cells([first, #"print("ended")"#]), on: tree)
    try await untilAsked(2, in: folder)
    kill(snapshot, SIGKILL)
    #expect(try await run.results[1]?.output.text == "ended\n")
    await tree.close()
  }

  @Test(.timeLimit(.minutes(20)))
  func `a signal while a snapshot waits doesn't reach the cell after it`() async throws {
    let first = "import Glibc\nprint(getpid(), 2)"
    // Something has gone on from it, so that it asks in vain whether that has ended.
    let text = try await run(cells([first, "print(1)"])).results[0]?.output.text
    let snapshot = try #require(text.flatMap { pid_t($0.dropLast(3)) })
    kill(snapshot, SIGCHLD)
    try await Task.sleep(for: .milliseconds(100))
    let value = try await run(cells([first, #"print(readLine() ?? "nothing")"#]))
    #expect(value.results[1]?.output.text == "nothing\n")
  }

  @Test(.timeLimit(.minutes(20)))
  func `a run that is cancelled before its cell has begun holds up no other`() async throws {
    let (tree, folder) = try await makeTree(whereMemoryIsScarce: false)
    let first = "import Glibc\nprint(getpid())"
    let text = try await run(cells([first]), on: tree).results[0]?.output.text
    let snapshot = try #require(text.flatMap { pid_t($0.dropLast()) })
    kill(snapshot, SIGSTOP)
    let cancelled = Task { try await run(cells([first, "print(1)"]), on: tree) }
    try await untilAsked(2, in: folder)
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    kill(snapshot, SIGCONT)
    let next = try await run(cells([first, "print(getppid())"]), on: tree)
    #expect(next.results[1]?.output.text == text)
    await tree.close()
  }

  @Test(.timeLimit(.minutes(20)))
  func `runs that are cancelled at any moment leave no process`() async throws {
    let (tree, folder) = try await makeTree(whereMemoryIsScarce: false)
    let first = "import Glibc\nprint(getpid())"
    let text = try await run(cells([first]), on: tree).results[0]?.output.text
    let snapshot = try #require(text.flatMap { pid_t($0.dropLast()) })
    // From before the snapshot is asked until after the cell has begun.
    for moment in 0..<24 {
      let code = "while true { \(moment) }"
      let run = Task { try await self.run(cells([first, code]), on: tree) }
      while try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        .count(where: { $0.hasSuffix("/request") }) < 2
      { try await Task.sleep(for: .microseconds(200)) }
      try await Task.sleep(for: .microseconds(moment * 60))
      run.cancel()
      await #expect(throws: CancellationError.self) { try await run.value }
    }
    let children = "/proc/\(snapshot)/task/\(snapshot)/children"
    while try !String(contentsOfFile: children, encoding: .utf8).isEmpty {
      try await Task.sleep(for: .milliseconds(20))
    }
    await tree.close()
  }

  @Test(.timeLimit(.minutes(20)))
  func `what runs in a tree that is closed is cancelled`() async throws {
    let (tree, _) = try await makeTree(whereMemoryIsScarce: false)
    let log = LiveLog()
    let code = #"import Glibc; print("begun"); while true { usleep(10_000) }"#
    let running = Task { try await run(cells([code]), log: log, on: tree) }
    while log.value.results[0]?.output.text != "begun\n" {
      try await Task.sleep(for: .milliseconds(10))
    }
    await tree.close()
    await #expect(throws: CancellationError.self) { try await running.value }
  }
}
