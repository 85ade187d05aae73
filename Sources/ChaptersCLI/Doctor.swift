import ArgumentParser
import CellExecution
import Foundation

/// `chapters doctor`
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what is installed and what is missing, with the command that mends it.",
    discussion: "Builds nothing. Exit codes: 0 all is well, 1 something is missing.")

  @OptionGroup var book: BookFolder

  func run() async throws { try await reportingErrors(look) }

  private func look() async throws {
    let report = await DoctorReport(in: BookOptions.currentFolder) { book.url(in: $0) }
    let width = report.findings.map(\.subject.count).max() ?? 0
    for finding in report.findings {
      let subject = finding.subject.padding(toLength: width, withPad: " ", startingAt: 0)
      Console.say("\(finding.isGood ? "✓" : "✗") \(subject)  \(finding.found)")
      if let remedy = finding.remedy { Console.say("  → \(remedy)") }
    }
    if !report.isHealthy { throw ExitCode(1) }
  }
}
