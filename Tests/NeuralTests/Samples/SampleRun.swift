import Foundation
import Testing

@testable import Neural

/// The samples of one operation, run in processes of their own, since a call that Neural refuses ends
/// its process: the next one goes on after the sample that did.
struct SampleRun {
  /// Where the files of samples lie: in NEURAL_SAMPLES, or the selection in the repository.
  static let folder =
    ProcessInfo.processInfo.environment["NEURAL_SAMPLES"].map { URL(fileURLWithPath: $0) }
    ?? GoldenFolder.programs.appending(path: "samples")

  /// The operations for which there are samples.
  static func names() throws -> [String] { try GoldenFolder.names(in: folder) }

  static func lines(_ name: String) throws -> [Substring] {
    let text = try String(contentsOf: folder.appending(path: name + ".jsonl"), encoding: .utf8)
    return text.split(separator: "\n")
  }

  let name: String
  private(set) var agreeing = 0
  /// How many samples were tried: not those that Neural has no call for.
  var tried: Int { agreeing + differences.count }
  private(set) var notInInterface = 0
  /// What differs, by the number of the line.
  private(set) var differences: [(line: Int, what: String)] = []

  private let layout: SampleLayout

  init(_ name: String, _ layout: SampleLayout) {
    self.name = name
    self.layout = layout
  }

  /// Runs all samples.
  mutating func run() async throws {
    let lines = try Self.lines(name)
    var next = 0
    while next < lines.count {
      let result = await #expect(
        processExitsWith: .failure, observing: [\.standardOutputContent, \.standardErrorContent]
      ) { [name = name as String, next = next as Int, layout = layout as SampleLayout] in
        try SampleRun.work(name, layout, from: next)
        SampleRun.say("end")
        exit(EXIT_FAILURE)
      }
      guard let result else { return }
      let report = String(decoding: result.standardOutputContent, as: UTF8.self)
      next = try take(report, String(decoding: result.standardErrorContent, as: UTF8.self), lines)
    }
  }

  /// A child ended before the last sample, but not within one.
  private struct Unfinished: Error {
    let operation: String
    let after: Int
    let errors: String
  }

  /// In the child: works through the samples, and says of each that it begins and how it ended.
  private static func work(_ name: String, _ layout: SampleLayout, from start: Int) throws {
    for (number, line) in try lines(name).enumerated().dropFirst(start) {
      let sample = try JSONDecoder().decode(Sample.self, from: Data(line.utf8))
      say("begin \(number)")
      let table = sample.isInPlace ? SampleTable.inPlace : SampleTable.operations
      do {
        guard let operation = table[name], sample.takes(layout) else { throw NotInInterface() }
        let difference = try sample.difference(operation, layout)
        say(difference.map { "differs " + $0.replacing("\n", with: "\\n") } ?? "agrees")
      } catch is NotInInterface {
        say("skip")
      }
    }
  }

  /// Writes at once: what is buffered is lost when the process ends.
  private static func say(_ text: String) {
    let line = Array("sample: \(text)\n".utf8)
    _ = line.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }

  /// Takes up what a child said; gives the sample with which the next one begins.
  private mutating func take(_ report: String, _ errors: String, _ lines: [Substring]) throws -> Int
  {
    var current: Int?
    var last = -1
    for entry in report.split(separator: "\n") where entry.hasPrefix("sample: ") {
      let words = entry.dropFirst(8)
      if words.hasPrefix("begin ") {
        current = Int(words.dropFirst(6))
        last = current ?? last
      } else if let number = current {
        if words == "agrees" { agreeing += 1 }
        if words == "skip" { notInInterface += 1 }
        if words.hasPrefix("differs ") { differences.append((number, String(words.dropFirst(8)))) }
        current = nil
      }
    }
    guard let died = current else {
      if !report.hasSuffix("sample: end\n") {
        throw Unfinished(operation: name, after: last, errors: errors)
      }
      return lines.count
    }
    let sample = try JSONDecoder().decode(Sample.self, from: Data(lines[died].utf8))
    let message = Self.message(errors)
    let expected = sample.error ?? sample.backwardError
    if let expected, expected == message {
      agreeing += 1
    } else {
      let wanted = expected.map { "'\($0)'" } ?? "no error"
      differences.append((died, "error '\(message)', expected \(wanted)"))
    }
    return died + 1
  }

  /// The first line of what ended the process.
  private static func message(_ errors: String) -> String {
    let lines = errors.split(separator: "\n")
    guard let line = lines.first(where: { $0.contains("Fatal error") }) else {
      return "no message: \(lines.first.map(String.init) ?? "")"
    }
    return line.components(separatedBy: "Fatal error: ").last ?? ""
  }
}
