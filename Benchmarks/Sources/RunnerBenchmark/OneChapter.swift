import Foundation

/// A chapter of the guide through the runner, nothing cached, against its program compiled, linked
/// and run by hand with the same flags, and against the same tutorial as a notebook.
struct OneChapter {
  let root: URL
  let tool: String
  let name: String
  let scratch: URL

  func measure() throws {
    try writeProgram()
    _ = try throughRunner()
    let notebook = Notebook(root: root, scratch: scratch)
    var times: (runner: [Double], hand: [Double], cached: [Double], notebook: [Double])
    times = ([], [], [], [])
    for round in 0..<9 {
      try forgetResults()
      times.runner.append(try throughRunner())
      times.cached.append(try throughRunner())
      times.hand.append(try byHand())
      if let notebook, round < 3 { times.notebook.append(try notebook.seconds()) }
    }
    let (runner, hand) = (times.runner.median, times.hand.median)
    Text.say("\(name), medians of alternating rounds")
    Text.say("  by hand: swiftc, then the program   \(Text.milliseconds(hand))")
    Text.say("  chapters render, nothing cached     \(Text.milliseconds(runner))")
    Text.say("  chapters render, nothing changed    \(Text.milliseconds(times.cached.median))")
    Text.say("  ratio, runner to hand               \(String(format: "%10.2f", runner / hand))")
    guard notebook != nil else { return Text.say("  \(Notebook.remedy)") }
    let seconds = times.notebook.median
    Text.say("  jupyter nbconvert, with PyTorch     \(Text.milliseconds(seconds))")
    Text.say("  ratio, nbconvert to runner          \(String(format: "%10.1f", seconds / runner))")
  }

  private func throughRunner() throws -> Double {
    let site = scratch.appending(path: "site").path
    return try Command(tool, ["render", name, "--out", site], in: root).run().seconds
  }

  private func byHand() throws -> Double {
    let library = root.appending(path: ".build/chapters/library/.build/release").path
    let program = scratch.appending(path: "program").path
    let words =
      ["-swift-version", "5", scratch.appending(path: "main.swift").path, "-o", program]
      + (try moduleFlags())
      + ["-L", library, "-lChaptersLibrary", "-Xlinker", "-rpath", "-Xlinker", library]
    let compile = try Command("swiftc", words, in: root).run().seconds
    return compile + (try Command(program, [], in: root).run().seconds)
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
    let text = try String(contentsOf: root.appending(path: "Chapters/\(name).md"), encoding: .utf8)
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
}
