import Foundation
import Neural
import Testing

@Suite struct ExtremeArgumentTests {
  /// What is tried, by kind of arguments and theme of calls.
  static let themes: [String: @Sendable (ExtremeTrial) throws -> Void] = {
    var themes: [String: @Sendable (ExtremeTrial) throws -> Void] = [:]
    for (name, calls) in ExtremeIntegers.themes {
      themes["integers: \(name)"] = { try ExtremeIntegers.run(calls, in: $0) }
    }
    for (name, calls) in ExtremeReals.themes {
      themes["reals: \(name)"] = { try ExtremeReals.run(calls, in: $0) }
    }
    for (name, calls) in ExtremeOperands.themes {
      themes["operands: \(name)"] = { try ExtremeOperands.run(calls, in: $0) }
    }
    return themes
  }()

  /// A call that is refused is refused in words of ours, never by a trap of Swift's, and nothing is read or
  /// written where there is no memory.
  @Test(arguments: themes.keys.sorted())
  func `whatever the arguments, a call is computed or refused in words`(theme: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardOutputContent]
    ) { [theme = theme as String] in
      let trial = ExtremeTrial()
      try ExtremeArgumentTests.themes[theme]?(trial)
      print(
        "\(trial.count) trials, \(trial.unfinishedCount) unfinished; problems: \(trial.problems.joined(separator: "\n"))"
      )
      exit(EXIT_FAILURE)
    }
    let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    #expect(output.contains("unfinished; problems: \n"), "\(output)")
    if ExtremeTrial.triesAll { print("\(theme): \(output)") }
  }
}
