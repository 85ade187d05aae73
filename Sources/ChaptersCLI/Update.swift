import ArgumentParser
import Literate

/// `chapters update`
struct Update: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the cells and records their outputs in the chapters.",
    discussion: """
      Only recorded outputs change, and only where 'chapters check' finds a difference. A chapter \
      with a cell that fails stays as it is.
      """)

  @OptionGroup var options: BookOptions

  func run() async throws { try await CannotRun.isSaid(update) }

  private func update() async throws {
    var run = try await BookRun(options)
    try await run.run { chapter, result, _ in
      guard result.failures.isEmpty else { return }
      let count = ChapterCheck(chapter, result).differences.count
      guard count > 0 else { return Console.say("\(chapter.source.path): nothing to record") }
      try AtomicFile.write(RecordSplice(chapter).bytes(with: result), to: chapter.url)
      Console.say("\(chapter.source.path): recorded \(count) output\(count == 1 ? "" : "s")")
    }
    if run.hasFailed { throw ExitCode(1) }
  }
}
