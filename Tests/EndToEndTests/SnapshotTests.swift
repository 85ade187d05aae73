import Foundation
import Synchronization
import TestSupport
import Testing

@testable import CellExecution
@testable import CellSnapshots
@testable import ChapterModel
@testable import RecordCheck

@Suite struct SnapshotTests {
  static let package = Task {
    let package = try await FixturePackage.shared.value
    let folder = try WorkFolder.make(in: package.root.workFolder)
    return (
      package,
      SnapshotTree(
        compiler: package.executor.compiler, folder: folder, workingFolder: package.root.url)
    )
  }

  func run(
    _ chapter: Chapter, choices: [Int: [String: String]] = [:], log: LiveLog = LiveLog(),
    on ownTree: SnapshotTree? = nil
  ) async throws -> LiveLog.State {
    let (package, sharedTree) = try await Self.package.value
    let folder = try WorkFolder.make(in: package.root.workFolder)
    defer { RunningProcesses.shared.remove(folder) }
    var limits = Limits()
    limits.outputBytes = 400
    // On a machine that is busy with other things, a cell may wait long for its turn.
    limits.cellSeconds = 1200
    try await LiveRun(
      chapter, choices: choices, tree: ownTree ?? sharedTree, limits: limits,
      workingFolder: package.root.url, folder: folder, tell: log.take
    ).run()
    return log.value
  }

  func run(
    _ text: String, name: String = "live", log: LiveLog = LiveLog(), on tree: SnapshotTree? = nil
  ) async throws -> LiveLog.State {
    let (package, _) = try await Self.package.value
    return try await run(package.chapter(Array(text.utf8), name: name), log: log, on: tree)
  }

  /// A tree of its own, and the folder of its files.
  func makeTree(
    whereMemoryIsScarce isScarce: Bool
  ) async throws -> (tree: SnapshotTree, folder: URL) {
    let (package, _) = try await Self.package.value
    let folder = try WorkFolder.make(in: package.root.workFolder)
    let tree = SnapshotTree(
      compiler: package.executor.compiler, folder: folder, workingFolder: package.root.url,
      isMemoryScarce: { isScarce })
    return (tree, folder)
  }

  @Test(arguments: try TestFiles.caseNames()) func `cell by cell is as the whole`(
    _ name: String
  ) async throws {
    let (package, _) = try await Self.package.value
    let file = TestFiles.cases.appending(path: "\(name).before.md")
    let chapter = try package.chapter(Array(Data(contentsOf: file)), name: name)
    let whole = try await package.executor.run(chapter)
    let live = try await run(chapter)
    let comparison = OutputComparison(varies: chapter.settings.varies)
    for cell in chapter.runningCells where whole.cells[cell.index]?.state == .ran {
      let expected = whole.cells[cell.index]?.output.text ?? ""
      let output = live.results[cell.index]?.output.text ?? "nothing"
      #expect(comparison.areEqual(expected, output), "cell \(cell.index): \(expected), \(output)")
      #expect(live.results[cell.index]?.output.figures == whole.cells[cell.index]?.output.figures)
    }
    // The linker doesn't say which cell of a whole program is at fault.
    if case .notBuilt? = whole.failures.first?.reason { return }
    #expect(
      live.failures.first?.cell == whole.failures.first?.cell, "\(live.failures.map(\.description))"
    )
  }

  func cells(_ codes: [String]) -> String {
    codes.map { "```swift\n\($0)\n```\n" }.joined(separator: "\n")
  }

  @Test func `a changed cell runs, and those after it, and no other`() async throws {
    let first = ["import Glibc\nlet start = getpid()\nvar sum = 1", "sum += 2", "print(sum)"]
    #expect(try await run(cells(first)).ran == [0, 1, 2])
    #expect(try await run(cells(first)).ran == [])
    let last = try await run(cells([first[0], first[1], "print(sum * 10)"]))
    #expect(last.ran == [2])
    #expect(last.results[2]?.output.text == "30\n")
    let middle = try await run(cells([first[0], "sum += 5", "print(sum)"]))
    #expect(middle.ran == [1, 2])
    #expect(middle.results[2]?.output.text == "6\n")
    // Prose moves cells, and changes nothing.
    #expect(try await run("# Title\n\nProse.\n\n" + cells(first)).ran == [])
  }

  @Test func `a cell is compiled with what it speaks of, or else with all before it`() async throws
  {
    let (tree, folder) = try await makeTree(whereMemoryIsScarce: false)
    let log = try await run(
      cells([
        "struct Point { var x = 1 }", "let other = 5", "let point = Point(x: 3)",
        "let twin = point", "print(twin.x + 1)",
        "extension Point { subscript(i: Int) -> Int { x + i } }",
        "print(twin[4], other)",
      ]), name: "narrow", on: tree)
    #expect(log.failures.isEmpty, "\(log.failures)")
    #expect(log.results[4]?.output.text == "4\n")
    #expect(log.results[6]?.output.text == "7 5\n")
    let sources = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix("main.swift") }
      .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
    let fifth = try #require(sources.first { $0.contains("twin.x + 1") })
    #expect(fifth.split(separator: "\n").count { $0.hasPrefix("import Chapter_") } == 2)
    await tree.close()
  }

  @Test func `a variable that is used above its declaration is an error cell by cell too`()
    async throws
  {
    let direct = try await run(cells(["print(early)", "let early = 1"]), name: "early-live")
    #expect("\(direct.failures)".contains("'early' is used before its declaration"))
    let called = try await run(
      cells(["func show() { print(early) }", "show()", "let early = 1"]), name: "early-called")
    #expect("\(called.failures)".contains("'early' is used before its declaration"))
    let later = try await run(
      cells(["func show() { print(early) }", "let early = 1", "show()"]), name: "early-later")
    #expect(later.failures.isEmpty)
    #expect(later.results[2]?.output.text == "1\n")
  }

  @Test func `later cells see private names, extend types and print them as the chapter's`()
    async throws
  {
    let log = try await run(
      cells([
        """
        private let secret = 41
        protocol Named { var name: String { get } }
        struct Box { fileprivate var value = 1 }
        class Base { func hello() -> String { "base" } }
        """,
        """
        extension Box: Named { var name: String { "box \\(value + secret)" } }
        final class Derived: Base { override func hello() -> String { "derived" } }
        """,
        "let all: [any Named] = [Box()]\nprint(all[0].name, Derived().hello())",
        "dump(Box())\nprint(String(reflecting: Derived.self), #fileID)",
      ]))
    #expect(log.failures == [])
    #expect(log.results[2]?.output.text == "box 42 derived\n")
    #expect(
      log.results[3]?.output.text
        == "▿ Chapter.Box\n  - value: 1\nChapter.Derived Chapter/live.md\n"
    )
  }

  @Test func `what the chapter as a whole isn't allowed is an error`() async throws {
    let log = try await run(cells(["let name = 1", "let name = 2"]), name: "twice")
    #expect(
      log.failures.map(\.description) == [
        "Chapters/twice.md:6:5: error: invalid redeclaration of 'name'"
      ])
  }

  @Test func `cells that leave threads behind run together with those after them`() async throws {
    let text = cells([
      "import Dispatch\nlet lock = DispatchSemaphore(value: 0)",
      "DispatchQueue.global().async { lock.wait() }\nprint(\"started\")", "print(2)", "print(3)",
    ])
    let log = try await run(text)
    #expect(log.together == [[1, 2, 3]])
    #expect(log.results[1]?.output.text == "started\n")
    #expect(log.results[3]?.output.text == "3\n")
    // The cell before them is still a snapshot.
    #expect(try await run(text.replacing("print(3)", with: "print(4)")).ran == [1])
  }

  @Test func `of a trap is shown what it says and nothing else`() async throws {
    let outcome = try await run(cells(["let zero = 0", #"fatalError("boom")"#]))
    #expect(outcome.failures.map(\.reason) == [.trapped("boom")])
    #expect(outcome.results[1]?.output.text == "")
  }

  @Test func `a function may use what is declared below it`() async throws {
    let log = try await run(
      cells(["func answer() -> Int { number }", "let number = 42", "print(answer())"]))
    #expect(log.together == [[0, 1, 2]])
    #expect(log.results[2]?.output.text == "42\n")
  }

  @Test func `what a reader chooses runs from the cell that asks for it on`() async throws {
    let (package, _) = try await Self.package.value
    let code = cells([
      "print(\"above\")", "let n = control(\"a = b\", 1...9, at: 2)", "print(n * 10)",
      "print(10 / (n - 9))",
    ])
    let chapter = try package.chapter(Array(code.utf8), name: "chosen")
    let (tree, folder) = try await makeTree(whereMemoryIsScarce: false)
    func modules() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .count { $0.hasPrefix("Chapter_") }
    }
    let usual = try await run(chapter, on: tree)
    #expect(usual.results[2]?.output.text == "20\n")
    #expect(usual.results[1]?.controls.map(\.label) == ["a = b"])
    let compiled = try modules()
    let chosen = try await run(chapter, choices: [1: ["a = b": "5"]], on: tree)
    #expect(chosen.results[2]?.output.text == "50\n" && chosen.failures.isEmpty)
    // The code is the same, so that nothing is compiled.
    #expect(try modules() == compiled)
    #expect(try await run(chapter, choices: [1: ["a = b": "9"]], on: tree).failures.count == 1)
    // What isn't among the values isn't taken.
    let other = try await run(chapter, choices: [1: ["a = b": "10"]], on: tree)
    #expect(other.results[2]?.output.text == "20\n")
    #expect(try await run(chapter, on: tree).results[2]?.output.text == "20\n")
    await tree.close()
  }

  @Test func `who is slow to hear of what is printed skips to the newest`() async throws {
    let (package, tree) = try await Self.package.value
    let code = cells(["import Glibc\nfor _ in 0..<100 { print(1); usleep(5000) }"])
    let chapter = try package.chapter(Array(code.utf8), name: "slow-to-hear")
    let folder = try WorkFolder.make(in: package.root.workFolder)
    defer { RunningProcesses.shared.remove(folder) }
    let log = LiveLog()
    let count = Mutex(0)
    try await LiveRun(
      chapter, tree: tree, limits: Limits(), workingFolder: package.root.url, folder: folder
    ) { news in
      if case .progress = news {
        count.withLock { $0 += 1 }
        usleep(100_000)
      }
      log.take(news)
    }.run()
    #expect(count.withLock { $0 } < 50)
    let printed = try #require(log.value.results[0]).output
    #expect(printed == CellOutput(text: String(repeating: "1\n", count: 100)))
  }
}
