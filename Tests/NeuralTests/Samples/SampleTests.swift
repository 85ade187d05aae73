import Foundation
import Testing

/// PyTorch's own sample inputs.
@Suite(.usesGlobalState) struct SampleTests {
  @Test(arguments: try SampleRun.names())
  func `PyTorch's samples give what they give in PyTorch`(name: String) async throws {
    try await check(name, .recorded)
  }

  /// Operations that depend on the layout, or draw random numbers in the order of memory.
  private static let layoutsMatter: Set = [
    "bernoulli", "nn.functional.dropout", "normal", "normal-in_place", "normal-number_mean",
    "randn_like", "uniform", "view", "view_as",
  ]

  @Test(arguments: Set(try SampleRun.names()).subtracting(layoutsMatter).sorted())
  func `samples give the same where the elements lie apart in memory`(name: String) async throws {
    try await check(name, .spread)
  }

  private func check(_ name: String, _ layout: SampleLayout) async throws {
    var run = SampleRun(name, layout)
    try await run.run()
    #expect(run.tried > 0, "\(name): Neural has a call for none of the samples")
    let unexpected = run.differences.filter { difference in
      !SampleDifference.all.contains { $0.covers(name, difference.what) }
    }
    try report(run, layout, unexpected)
    let lines = unexpected.map { "line \($0.line + 1): \($0.what)" }
    #expect(lines.isEmpty, "\(name): \(lines.joined(separator: "\n"))")
  }

  /// Where NEURAL_SAMPLES_REPORT names a folder: a file with the counts and what differs.
  private func report(
    _ run: SampleRun, _ layout: SampleLayout, _ unexpected: [(line: Int, what: String)]
  ) throws {
    guard let path = ProcessInfo.processInfo.environment["NEURAL_SAMPLES_REPORT"] else { return }
    let counts = [
      "\(run.agreeing) agree", "\(unexpected.count) differ",
      "\(run.differences.count - unexpected.count) differ on purpose",
      "\(run.notInInterface) not in the interface",
    ]
    let text = unexpected.map { "\($0.line + 1): \($0.what)\n" }.joined()
    let folder = URL(fileURLWithPath: path).appending(path: layout.rawValue)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try (counts.joined(separator: ", ") + "\n" + text).write(
      to: folder.appending(path: run.name + ".txt"), atomically: true, encoding: .utf8)
  }
}
