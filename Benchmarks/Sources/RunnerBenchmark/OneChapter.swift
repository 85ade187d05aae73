import Foundation

/// The guide through the runner, nothing cached, against its program compiled, linked and run by hand
/// with the same flags, and against its twins in PyTorch as a notebook.
struct OneChapter {
  let root: URL
  let tool: String
  /// The folder of a book, from the root, and the name of its only chapter.
  let book: String
  let name: String
  let scratch: URL

  func measure() throws {
    let listing = try Listing(contentsOf: root.appending(path: "\(book)/\(name).md"))
    try listing.program.write(to: source, atomically: true, encoding: .utf8)
    _ = try throughRunner()
    let guide = try Notebook(of: listing, .withImportsOfGuide, root: root, scratch: scratch)
    let bare = try Notebook(of: listing, .withPyTorchAlone, root: root, scratch: scratch)
    var times: (runner: [Double], hand: [Double], cached: [Double], guide: [Double], bare: [Double])
    times = ([], [], [], [], [])
    for round in 0..<9 {
      try forgetResults()
      times.runner.append(try throughRunner())
      times.cached.append(try throughRunner())
      times.hand.append(try byHand())
      guard let guide, let bare, round < 3 else { continue }
      times.guide.append(try guide.seconds())
      times.bare.append(try bare.seconds())
    }
    let (runner, hand) = (times.runner.median, times.hand.median)
    Text.say("\(name), medians of alternating rounds")
    Text.say("  by hand: swiftc, then the program   \(Text.milliseconds(hand))")
    Text.say("  chapters render, nothing cached     \(Text.milliseconds(runner))")
    Text.say("  chapters render, nothing changed    \(Text.milliseconds(times.cached.median))")
    Text.say("  ratio, runner to hand               \(String(format: "%10.2f", runner / hand))")
    guard guide != nil, bare != nil else { return Text.say("  \(Notebook.remedy)") }
    compare(times.guide.median, to: runner, "jupyter nbconvert, guide's imports ")
    compare(times.bare.median, to: runner, "jupyter nbconvert, PyTorch alone   ")
  }

  private func compare(_ notebook: Double, to runner: Double, _ name: String) {
    Text.say("  \(name) \(Text.milliseconds(notebook))")
    Text.say("  ratio, nbconvert to runner          \(String(format: "%10.1f", notebook / runner))")
  }

  private func throughRunner() throws -> Double {
    let site = scratch.appending(path: "site").path
    return try Command(tool, ["render", "--book", book, "--out", site], in: root).run().seconds
  }

  private func byHand() throws -> Double {
    let library = root.appending(path: ".build/chapters/library/.build/release").path
    let program = scratch.appending(path: "program").path
    let words =
      ["-swift-version", "5", source.path, "-o", program] + (try moduleFlags())
      + ["-L", library, "-lChaptersLibrary", "-Xlinker", "-rpath", "-Xlinker", library]
    return try Command("swiftc", words, in: root).run().seconds
      + Command(program, [], in: root).run().seconds
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

  private var source: URL { scratch.appending(path: "main.swift") }

  private func forgetResults() throws {
    try? FileManager.default.removeItem(at: root.appending(path: ".build/chapters/results"))
  }
}
