import ArgumentParser
import Literate

/// `chapters check`
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the cells and compares with the outputs recorded in the chapters.",
    discussion: """
      Numbers with a fraction may differ by one unit in their last printed digit; everything else \
      has to be the same. Exit codes: 0 all match, 1 something differs or failed, 2 could not run.
      """)

  @OptionGroup var options: BookOptions

  func run() async throws { try await CannotRun.isSaid(check) }

  private func check() async throws {
    var run = try await BookRun(options)
    let report = DifferenceReport(usesColour: Console.usesColour)
    var (compared, differing) = (0, 0)
    try await run.run { chapter, result, _ in
      let check = ChapterCheck(chapter, result)
      compared += check.comparedCells
      differing += check.differences.count
      for difference in check.differences { Console.say(report.text(difference)) }
    }
    Console.say("\(compared - differing) of \(compared) cells match what is recorded.")
    if differing > 0 {
      Console.say("Run 'chapters update' to record the fresh outputs, if they are meant.")
    }
    if run.hasFailed || differing > 0 { throw ExitCode(1) }
  }
}
