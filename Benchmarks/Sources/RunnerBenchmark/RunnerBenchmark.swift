import Foundation

// A chapter through the runner, nothing cached, against its program compiled, linked and run by
// hand with the same flags; in alternating rounds, so that both see the same machine.
//
//     swift build && swift run -c release --package-path Benchmarks RunnerBenchmark [CHAPTER]

@main
struct RunnerBenchmark {
  let root: URL
  let chapter: String
  let scratch: URL

  static func main() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let chapter = CommandLine.arguments.dropFirst().first ?? "04-defining-the-class"
    let scratch = FileManager.default.temporaryDirectory.appending(path: "bench-\(getpid())")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    try RunnerBenchmark(root: root, chapter: chapter, scratch: scratch).run()
  }

  private func run() throws {
    try writeProgram()
    _ = try throughRunner()
    var times: (runner: [Double], hand: [Double], cached: [Double]) = ([], [], [])
    for _ in 0..<9 {
      try forgetResults()
      times.runner.append(try throughRunner())
      times.cached.append(try throughRunner())
      times.hand.append(try byHand())
    }
    let (runner, hand) = (median(times.runner), median(times.hand))
    print("\(chapter), medians of 9 rounds")
    print("  by hand: swiftc, then the program   \(milliseconds(hand))")
    print("  chapters render, nothing cached     \(milliseconds(runner))")
    print("  chapters render, nothing changed    \(milliseconds(median(times.cached)))")
    print("  ratio, runner to hand               \(String(format: "%.2f", runner / hand))")
  }

  private func throughRunner() throws -> Double {
    try seconds(
      root.appending(path: ".build/debug/chapters").path,
      ["render", chapter, "--out", scratch.appending(path: "site").path])
  }

  private func byHand() throws -> Double {
    let library = root.appending(path: ".build/chapters/library/.build/release").path
    let program = scratch.appending(path: "program").path
    let modules = try moduleFlags()
    let compile = try seconds(
      "/usr/bin/env",
      ["swiftc", "-swift-version", "5", scratch.appending(path: "main.swift").path, "-o", program]
        + modules + ["-L", library, "-lChaptersLibrary", "-Xlinker", "-rpath", "-Xlinker", library])
    return compile + (try seconds(program, []))
  }

  /// The search paths and module maps of the runner's own plan.
  private func moduleFlags() throws -> [String] {
    struct Library: Decodable {
      struct Plan: Decodable { var compile: [String] }
      var plan: Plan
    }
    let file = root.appending(path: ".build/chapters/library.json")
    let words = try JSONDecoder().decode(Library.self, from: Data(contentsOf: file)).plan.compile
    return zip(words, words.dropFirst()).flatMap { flag, value in
      ["-I", "-Xcc", "-module-cache-path"].contains(flag) ? [flag, value] : []
    }
  }

  private func writeProgram() throws {
    let text = try String(
      contentsOf: root.appending(path: "Chapters/\(chapter).md"), encoding: .utf8)
    var lines: [Substring] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInside = line.hasPrefix("```swift")
      } else if isInside {
        lines.append(line)
      }
    }
    try lines.joined(separator: "\n").write(
      to: scratch.appending(path: "main.swift"), atomically: true, encoding: .utf8)
  }

  private func forgetResults() throws {
    try? FileManager.default.removeItem(at: root.appending(path: ".build/chapters/results"))
  }

  private func seconds(_ tool: String, _ arguments: [String]) throws -> Double {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    process.currentDirectoryURL = root
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let start = ContinuousClock.now
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CocoaError(.executableLoad, userInfo: [NSFilePathErrorKey: tool])
    }
    let time = ContinuousClock.now - start
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  private func milliseconds(_ seconds: Double) -> String {
    String(format: "%6.0f ms", seconds * 1000)
  }
}
