import ArgumentParser
import CellExecution
import Foundation

/// `chapters doctor`
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what is installed and what is missing, with the command that mends it.",
    discussion: "Builds nothing. Exit codes: 0 all is well, 1 something is missing.")

  @OptionGroup var book: BookFolder

  func run() async throws { try await CannotRun.isSaid(look) }

  private func look() async throws {
    let checkup = await Checkup(in: BookOptions.currentFolder) { book.url(in: $0) }
    let width = checkup.findings.map(\.subject.count).max() ?? 0
    for finding in checkup.findings {
      let subject = finding.subject.padding(toLength: width, withPad: " ", startingAt: 0)
      Console.say("\(finding.isGood ? "✓" : "✗") \(subject)  \(finding.found)")
      if let remedy = finding.remedy { Console.say("  → \(remedy)") }
    }
    if !checkup.isHealthy { throw ExitCode(1) }
  }
}
