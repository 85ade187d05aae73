import ArgumentParser
import Foundation
import RecordCheck

/// A report that was asked for: its form, and where it goes.
struct ReportRequest: ExpressibleByArgument {
  enum Format: String, CaseIterable {
    case plain, json, junit, github, markdown
  }

  let format: Format
  /// Where it is written; nil for standard output.
  let file: String?

  /// Reads `junit` or `junit=report.xml`.
  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let format = Format(rawValue: String(parts[0])) else { return nil }
    self.format = format
    file = parts.count > 1 ? String(parts[1]) : nil
    // Only a terminal shows what comes bit by bit.
    guard file?.isEmpty != true, file == nil || format != .plain else { return nil }
  }

  static var allValueStrings: [String] { Format.allCases.map(\.rawValue) }

  /// The report's text; none for the one that was said while the cells ran.
  private func text(of report: CheckReport) throws -> String? {
    switch format {
    case .plain: nil
    case .json: try report.json()
    case .junit: report.junit()
    case .github: report.githubAnnotations().joined(separator: "\n")
    case .markdown: report.markdown(source: Self.sourceAddress)
    }
  }

  func say(_ report: CheckReport) throws {
    guard let text = try text(of: report) else { return }
    guard let file else {
      if !text.isEmpty { Console.say(text) }
      return
    }
    let place = URL(filePath: file, relativeTo: BookOptions.currentFolder)
    try Data((text.isEmpty ? "" : text + "\n").utf8).write(to: place)
  }

  /// Where GitHub shows the files of the commit that its runner has checked out.
  private static var sourceAddress: String? {
    let variables = ProcessInfo.processInfo.environment
    guard let server = variables["GITHUB_SERVER_URL"], let commit = variables["GITHUB_SHA"],
      let repository = variables["GITHUB_REPOSITORY"]
    else { return nil }
    return "\(server)/\(repository)/blob/\(commit)"
  }
}
