import Foundation
import Subprocess
import SystemPackage

/// The toolchain's SourceKit in a process of its own. It starts with the first question, and anew after one at which
/// the compiler crashed or thought for too long.
package actor SourceKitProcess {
  private struct Question: Sendable {
    var request: SourceKitRequest
    var answer: CheckedContinuation<Data, any Error>
  }

  private let toolchain: Toolchain
  private let folder: URL
  /// Where questions go while a process runs.
  private var questions: AsyncStream<Question>.Continuation?
  /// How many processes there have been.
  private var starts = 0
  private var building: Task<URL, any Error>?
  /// Where the source lies that is asked about: a folder as those of runs, so that it goes like them if we are killed.
  private let place: URL
  private var isFileTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// How long an answer may take.
  private static let limit = Duration.seconds(20)

  /// - Parameter folder: Where the process's program is kept.
  package init(toolchain: Toolchain, folder: URL) {
    (self.toolchain, self.folder) = (toolchain, folder)
    place = folder.appending(path: "run-\(getpid())-sourcekit-\(UUID().uuidString)")
  }

  /// Asks; questions are answered in their order.
  ///
  /// - Returns: The answer as JSON.
  /// - Throws: `SourceKitError`.
  package func ask(_ request: SourceKitRequest) async throws -> Data {
    let program = try await program()
    return try await withCheckedThrowingContinuation { answer in
      let questions = questions ?? start(program)
      questions.yield(Question(request: request, answer: answer))
    }
  }

  /// Does something with a source in a file, which nobody changes meanwhile. It is always the same file: SourceKit keeps
  /// what it knows of each.
  package func withSource<Result: Sendable>(
    _ text: String, _ work: @Sendable (_ file: String) async throws -> Result
  ) async throws -> Result {
    if isFileTaken {
      await withCheckedContinuation { waiting.append($0) }
    } else {
      isFileTaken = true
    }
    defer { if waiting.isEmpty { isFileTaken = false } else { waiting.removeFirst().resume() } }
    RunningProcesses.shared.insert(place)
    defer { RunningProcesses.shared.remove(place) }
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let file = place.appending(path: "main.swift")
    try Data(text.utf8).write(to: file)
    return try await work(file.path)
  }

  private func start(_ program: URL) -> AsyncStream<Question>.Continuation {
    let (stream, continuation) = AsyncStream.makeStream(of: Question.self)
    questions = continuation
    starts += 1
    let (library, number) = (toolchain.sourceKit.path, starts)
    Task {
      await Self.answer(stream, by: program, library) { [weak self] in await self?.end(number) }
      continuation.finish()
      // Where the process didn't start at all.
      for await question in stream { question.answer.resume(throwing: SourceKitError.ended) }
    }
    return continuation
  }

  /// Has later questions go to another process than this one.
  private func end(_ number: Int) {
    guard number == starts else { return }
    questions?.finish()
    questions = nil
  }

  private static func answer(
    _ questions: AsyncStream<Question>, by program: URL, _ library: String,
    ended: @escaping @Sendable () async -> Void
  ) async {
    _ = try? await Subprocess.run(
      .path(FilePath(program.path)), arguments: [library], input: .inputWriter, output: .sequence,
      error: .discarded
    ) { execution in
      var answers = SourceKitAnswers(execution.standardOutput.makeAsyncIterator())
      var isThere = true
      for await question in questions {
        guard isThere else {
          question.answer.resume(throwing: SourceKitError.ended)
          continue
        }
        let watch = Task {
          try await Task.sleep(for: limit)
          try execution.send(signal: .kill)
        }
        defer { watch.cancel() }
        do {
          _ = try await execution.standardInputWriter.write(question.request.bytes)
          question.answer.resume(returning: try await answers.next())
        } catch SourceKitError.refused(let words) {
          question.answer.resume(throwing: SourceKitError.refused(words))
        } catch {
          isThere = false
          await ended()
          question.answer.resume(throwing: SourceKitError.ended)
        }
      }
    }
    await ended()
  }

  /// The process's program, compiled if this toolchain's isn't there yet.
  private func program() async throws -> URL {
    if let building { return try await building.value }
    let task = Task { [toolchain, folder] in try await Self.build(toolchain, in: folder) }
    building = task
    return try await task.value
  }

  private static func build(_ toolchain: Toolchain, in folder: URL) async throws -> URL {
    let source = PackageResources.sourcekit_host_c
    let state = Digest.hex([toolchain.identity, String(decoding: source, as: UTF8.self)])
    let program = folder.appending(path: "sourcekit-\(state.prefix(16))")
    let isThere = FileManager.default.isExecutableFile(atPath: program.path)
    guard FileManager.default.fileExists(atPath: toolchain.sourceKit.path) else {
      throw SourceKitError.missing(toolchain.sourceKit.path)
    }
    if isThere { return program }
    let work = try WorkFolder.make(in: folder)
    defer { RunningProcesses.shared.remove(work) }
    let (code, made) = (work.appending(path: "host.c"), work.appending(path: "host"))
    try Data(source).write(to: code)
    let built = try await Tool.run(
      toolchain.tool("clang"), ["-O1", code.path, "-o", made.path] + ObjectFormat.loaderFlags)
    guard built.succeeded else { throw SourceKitError.notBuilt(built.output) }
    // Another run may have done the same meanwhile.
    _ = rename(made.path, program.path)
    return program
  }
}

/// The answers in what a process writes.
private struct SourceKitAnswers<Buffers: AsyncIteratorProtocol>
where Buffers.Element == SubprocessOutputSequence.Element {
  private var buffers: Buffers
  private var bytes: [UInt8] = []

  init(_ buffers: Buffers) { self.buffers = buffers }

  /// The next one.
  ///
  /// - Throws: `SourceKitError`; `ended` where the process is gone.
  mutating func next() async throws -> Data {
    var head: Int?
    while head == nil {
      head = bytes.firstIndex(of: .lineFeed)
      if head == nil { try await read() }
    }
    let number = String(decoding: bytes[..<(head ?? 0)], as: UTF8.self)
    guard let head, let length = Int(number)?.magnitude else { throw SourceKitError.ended }
    let end = head + 1 + Int(length)
    while bytes.count < end { try await read() }
    let text = Data(bytes[(head + 1)..<end])
    bytes.removeFirst(end)
    if number.hasPrefix("-") { throw SourceKitError.refused(String(decoding: text, as: UTF8.self)) }
    return text
  }

  private mutating func read() async throws {
    guard let buffer = try await buffers.next() else { throw SourceKitError.ended }
    buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}

/// Why SourceKit gives no answer.
package enum SourceKitError: Error, CustomStringConvertible {
  /// The toolchain has none; where it would be.
  case missing(String)
  /// The process around it can't be compiled; what clang said.
  case notBuilt(String)
  /// It doesn't understand the question; its words.
  case refused(String)
  /// It crashed, or took too long.
  case ended

  /// Why, and what to do.
  package var description: String {
    switch self {
    case .missing(let path):
      "the toolchain has no SourceKit, which would be \(path); install all of Swift's toolchain from swift.org"
    case .notBuilt(let words):
      "the process for SourceKit can't be compiled; 'chapters doctor' says what is missing: \(words)"
    case .refused(let words): "SourceKit refused a request: \(words)"
    case .ended: "SourceKit ended, or took too long; try again"
    }
  }
}
