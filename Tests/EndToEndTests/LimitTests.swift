import Foundation
import Testing

@testable import CellExecution
@testable import CellProgram
@testable import ChapterModel
@testable import SourceModel

/// What a chapter's program, and the compiler for it, may take.
@Suite struct LimitTests {
  private func chapter(_ cells: [String], name: String) async throws -> (Chapter, FixturePackage) {
    let package = try await FixturePackage.shared.value
    let text = cells.map { "```swift\n\($0)\n```\n" }.joined(separator: "\n")
    return (try package.chapter(Array(text.utf8), name: name), package)
  }

  private static let endless = [
    "print(\"above\")",
    """
    @freestanding(expression) macro endless() -> Int =
      #externalMacro(module: "Endless", type: "Endless")
    """, "print(#endless)",
  ]

  /// Runs cells with a compiler for which the macros of a plugin never come to an end.
  private func runWithEndlessMacros(
    _ cells: [String], _ limits: Limits
  ) async throws -> (ProgramResult, Chapter) {
    try await run(cells, limits, name: "endless-macro") { folder in
      let plugin = folder.appending(path: "plugin")
      try Data("#!/bin/sh\nexec sleep 1000\n".utf8).write(to: plugin)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: plugin.path)
      return ["-load-plugin-executable", "\(plugin.path)#Endless"]
    }
  }

  /// Runs cells with a compiler that is given more arguments.
  private func run(
    _ cells: [String], _ limits: Limits, name: String, arguments: (URL) throws -> [String]
  ) async throws -> (ProgramResult, Chapter) {
    let (chapter, package) = try await chapter(cells, name: name)
    let folder = try WorkFolder.make(in: package.root.workFolder)
    defer { RunningProcesses.shared.remove(folder) }
    var library = package.executor.compiler.library
    library.plan.compile += try arguments(folder)
    let compiler = Compiler(
      library: library, toolchain: package.executor.compiler.toolchain,
      answers: package.executor.compiler.answers, limits: limits)
    let runner = ProgramRunner(
      compiler: compiler, limits: limits, workingFolder: package.root.url,
      environment: CellEnvironment(chapter.settings))
    return (try await runner.run(Program(chapter), in: folder), chapter)
  }

  @Test func `a macro that never ends is reported at its cell, after what is above has run`()
    async throws
  {
    var limits = Limits()
    limits.compileSeconds = 8
    let (outcome, chapter) = try await runWithEndlessMacros(
      Self.endless, limits)
    let failure = try #require(outcome.failure)
    #expect(failure.cell == chapter.cells[1].id)
    #expect("\(failure)".contains("error: the compiler was stopped here after 8 s"), "\(failure)")
    #expect("\(failure)".contains("'compile-timeout'"))
    #expect(outcome.cells[chapter.cells[0].id]?.output.text == "above\n")
  }

  @Test func `the compiler's memory has the same limit as the cells'`() async throws {
    var limits = Limits()
    limits.memoryBytes = 2_000_000
    let (outcome, _) = try await runWithEndlessMacros(Self.endless, limits)
    #expect("\(try #require(outcome.failure))".contains("more than 2000000 bytes of memory"))
  }

  @Test func `an expression at a cell's end that is too much for the compiler is named there`()
    async throws
  {
    let (outcome, chapter) = try await run(
      ["let one = 1", "let two = one\n[1, 2.0, -3].map { $0 * 2 + 1 } + [1 - -2 * 3]"], Limits(),
      name: "too-much-to-check"
    ) { _ in ["-solver-scope-threshold=5"] }
    let failure = try #require(outcome.failure)
    #expect(failure.cell == chapter.cells[1].id)
    let place = chapter.cells[1].location
    #expect(
      "\(failure)".hasPrefix(
        "\(place.file):\(place.line + 2):1: error: the compiler is unable to type-check this"),
      "\(failure)")
  }

  @Test(arguments: [
    ("main.swift:41:9", "c.md:41:9"), ("main.swift:41:1200", "c.md:41:1"),
    ("at [main.swift:42:3 - line:42:9]\n6.\tstarting at /x/main.swift:42:5", "c.md:42:5"),
    ("main.swift:41:9\n7.\tat main.swift:3:1\n #0 f main.swift:40:2", "c.md:41:9"),
  ]) func `a compiler that is stopped says where it was`(_ report: String, _ place: String) throws {
    let text = String(repeating: "\n", count: 38) + "```swift\n1\n  2\nprint(3)\n```\n"
    let source = SourceText(path: "c.md", bytes: Array(text.utf8))
    let program = Program(try Chapter(source, url: URL(filePath: "/c.md")))
    let diagnostic = Tool.Stop.timedOut(3).diagnostic("Stack dump:\n5.\t\(report)\n", in: program)
    #expect(diagnostic.map { "\($0.location)" } == place)
  }

  @Test func `what a cell's processes use counts, whoever started them`() async throws {
    let (chapter, package) = try await chapter(
      [
        "import Foundation\nprint(1)",
        """
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", "setsid sh -c 'x=$(yes | head -c 400000000); sleep 100'"]
        shell.standardOutput = FileHandle.nullDevice
        try shell.run()
        shell.waitUntilExit()
        sleep(100)
        """,
      ], name: "memory-of-children")
    var limits = Limits()
    limits.memoryBytes = 300_000_000
    let executor = ChapterExecutor(package.executor, limits: limits)
    let failure = try #require(try await executor.run(chapter).failures.first)
    #expect(failure.reason == .usedTooMuchMemory(300_000_000), "\(failure)")
    #expect(failure.cell == chapter.cells[1].id)
  }

  @Test(arguments: [
    ("SIGKILL", "signal 9 ended the cell"), ("SIGTERM", "signal 15 ended the cell"),
    ("SIGSEGV", "the cell trapped"), ("SIGABRT", "the cell trapped"),
    ("SIGBUS", "the cell trapped"),
    ("SIGFPE", "the cell trapped"),
  ]) func `a signal that a cell sends itself ends it`(_ signal: String, _ words: String)
    async throws
  {
    let (chapter, package) = try await chapter(
      ["import Glibc\nprint(1)", "print(2)\nraise(\(signal))\nprint(3)"], name: "raise-\(signal)")
    let result = try await package.executor.run(chapter)
    #expect("\(try #require(result.failures.first))".contains(words))
    #expect(result.cells[1]?.output.text == "2\n")
  }
}
