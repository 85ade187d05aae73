import Foundation
import Testing

struct RandomProgramTests {
  @Test func `random programs end as they do in PyTorch`() async throws {
    let programs = try Program.lines()
    try #require(!programs.isEmpty)
    let run = try await ProgramRun.run(programs)
    print(
      "\(run.agreeing) of \(programs.count) random programs end as they do in PyTorch, "
        + "\(run.rounded.count) of them but for the rounding of sums: lines \(run.rounded)")
    let lines = run.differences.map { "line \($0.line + 1): \($0.what)" }
    let isEqual = lines.isEmpty
    #expect(isEqual, "\(lines.count) programs differ:\n\(lines.joined(separator: "\n"))")
  }
}

/// Programs run in a process of their own: one that Neural refuses although PyTorch doesn't ends it, and
/// the next process goes on after it.
struct ProgramRun {
  private(set) var agreeing = 0
  /// What differs, by the number of the line.
  private(set) var differences: [(line: Int, what: String)] = []
  /// The lines of the programs that agree but for the rounding of sums, from 1 on.
  private(set) var rounded: [Int] = []

  static func run(_ lines: [Substring]) async throws -> ProgramRun {
    var run = ProgramRun()
    var next = 0
    while next < lines.count {
      let result = await #expect(
        processExitsWith: .failure, observing: [\.standardOutputContent, \.standardErrorContent]
      ) { [next = next as Int] in
        try ProgramRun.work(from: next)
        exit(EXIT_FAILURE)
      }
      guard let result else { break }
      let report = String(decoding: result.standardOutputContent, as: UTF8.self)
      let errors = String(decoding: result.standardErrorContent, as: UTF8.self)
      next = run.take(report, errors, lines, from: next)
    }
    return run
  }

  /// In the child: runs the programs from a line on, and says of each how it ended.
  private static func work(from start: Int) throws {
    for line in try Program.lines().dropFirst(start) {
      let program = try JSONDecoder().decode(Program.self, from: Data(line.utf8))
      say(try verdict(program))
    }
  }

  private static let (agrees, agreesWithinRounding) = ("agrees", "agrees within rounding")

  /// Runs a program; says whether it ended as in PyTorch, or what didn't.
  private static func verdict(_ program: Program) throws -> String {
    var interpreter = Interpreter()
    guard let expected = program.then else {
      let message = try Refusal.message {
        for statement in program.program { try? interpreter.run(statement) }
      }
      if let message, message == program.error { return agrees }
      return "error \(message ?? "none"), expected \(program.error ?? "")"
    }
    for statement in program.program { try interpreter.run(statement) }
    let state = interpreter.state
    var verdict = agrees
    for (name, values) in expected.sorted(by: { $0.key < $1.key }) where state[name] != values {
      let found = state[name] ?? []
      let pairs = zip(found, values).filter { !$0.agreesWithinRounding($1) }
      if found.count != values.count || !pairs.isEmpty {
        return "variable \(name) is \(found), expected \(values)"
      }
      verdict = agreesWithinRounding
    }
    return verdict
  }

  /// Writes at once: what is buffered is lost when the process ends.
  private static func say(_ text: String) {
    let line = Array("program: \(text.replacing("\n", with: "\\n"))\n".utf8)
    _ = line.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }

  /// Takes up what a child said of the programs from a line on; gives the next line.
  private mutating func take(
    _ report: String, _ errors: String, _ lines: [Substring], from start: Int
  ) -> Int {
    var line = start
    for entry in report.split(separator: "\n") where entry.hasPrefix("program: ") {
      add(String(entry.dropFirst(9)), line)
      line += 1
    }
    if line == lines.count { return line }
    add("error \(Refusal.firstMessage(errors)), expected none", line)
    return line + 1
  }

  private mutating func add(_ verdict: String, _ line: Int) {
    switch verdict {
    case Self.agrees: agreeing += 1
    case Self.agreesWithinRounding:
      agreeing += 1
      rounded.append(line + 1)
    default: differences.append((line, verdict))
    }
  }
}
