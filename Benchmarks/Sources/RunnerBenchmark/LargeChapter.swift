import Foundation

/// One chapter of 200 cells and one of 800, nothing cached: what it costs should grow with the cells.
struct LargeChapter {
  let tool: String
  let folder: URL
  private static let sizes = [200, 800]
  private static let rounds = 3

  init(tool: String, folder: URL, fixture: URL) throws {
    self.tool = tool
    self.folder = folder
    try FileManager.default.copyItem(at: fixture, to: folder)
    let chapters = folder.appending(path: "Chapters")
    try? FileManager.default.removeItem(at: chapters)
    try FileManager.default.createDirectory(at: chapters, withIntermediateDirectories: true)
    for size in Self.sizes {
      try ("# \(size) cells\n" + (0..<size).map(Self.cell).joined()).write(
        to: chapters.appending(path: "\(size).md"), atomically: true, encoding: .utf8)
    }
  }

  private static func cell(_ number: Int) -> String {
    """

    ```swift
    let value\(number) = \(number)
    print("part \(number) has", value\(number))
    value\(number) * 2
    ```
    ```output
    part \(number) has \(number)
    \(number * 2)
    ```

    """
  }

  /// Builds the library once, then measures each command in alternating rounds.
  func measure() throws {
    _ = try run("check", 200)
    Text.say("one chapter of 200 cells, and one of 800, nothing cached")
    for command in ["check", "render", "update"] {
      var times: [Int: [Double]] = [:]
      for _ in 0..<Self.rounds {
        for size in Self.sizes { times[size, default: []].append(try run(command, size)) }
      }
      let medians = Self.sizes.map { times[$0, default: []].median }
      let name = command.padding(toLength: 6, withPad: " ", startingAt: 0)
      let texts = medians.map(Text.milliseconds).joined(separator: " ")
      let ratio = String(format: "%.2f", medians[1] / medians[0])
      Text.say("  \(name)  \(texts)   ratio \(ratio)")
    }
  }

  private func run(_ command: String, _ size: Int) throws -> Double {
    try? FileManager.default.removeItem(at: folder.appending(path: ".build/chapters/results"))
    let site = command == "render" ? ["--out", "site"] : []
    return try Command(tool, [command, "Chapters/\(size).md"] + site, in: folder).run().seconds
  }
}
