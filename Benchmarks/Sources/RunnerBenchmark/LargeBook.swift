import Foundation

/// A book of many chapters with 20 cells each: what it costs when nothing or one cell has changed.
struct LargeBook {
  let tool: String
  let folder: URL
  let chapterCount: Int
  private static let cellsPerChapter = 20

  init(tool: String, folder: URL, fixture: URL, chapterCount: Int) throws {
    self.tool = tool
    self.folder = folder
    self.chapterCount = chapterCount
    try FileManager.default.copyItem(at: fixture, to: folder)
    let chapters = folder.appending(path: "Chapters")
    try? FileManager.default.removeItem(at: chapters)
    try FileManager.default.createDirectory(at: chapters, withIntermediateDirectories: true)
    for number in 0..<chapterCount { try write(number) }
  }

  /// Writes a chapter; with another `offset` its first cell is another.
  private func write(_ number: Int, offset: Int = 0) throws {
    var text = "# Chapter \(number)\n\nAbout the number \(number).\n"
    for cell in 0..<Self.cellsPerChapter {
      let value = number * 100 + cell + (cell == 0 ? offset : 0)
      text += """

        ## Part \(cell)

        Some words about part \(cell), as long as a line of prose usually is in a book.

        ```swift
        let value\(cell) = \(value)
        print("part \(cell) has", value\(cell))
        value\(cell) * 2
        ```
        ```output
        part \(cell) has \(value)
        \(value * 2)
        ```

        """
    }
    let name = String(format: "%04d-chapter.md", number)
    try text.write(
      to: folder.appending(path: "Chapters/\(name)"), atomically: true, encoding: .utf8)
  }

  /// Runs it once from nothing, then measures.
  func measure() throws {
    Text.say("\(chapterCount) chapters, \(chapterCount * Self.cellsPerChapter) cells")
    let first = try Command(tool, ["check"], in: folder).run()
    Text.say("  check, nothing cached     \(Text.milliseconds(first.seconds))")
    for command in ["check", "render"] {
      _ = try Command(tool, [command], in: folder).run()
      let runs = try (0..<5).map { _ in try Command(tool, [command], in: folder).run() }
      let unchanged = runs.map(\.seconds).median
      let changed = try (1...5).map { round in
        // With its record, so that it still matches.
        try write(chapterCount / 2, offset: round)
        return try Command(tool, [command], in: folder).run().seconds
      }.median
      let name = command.padding(toLength: 6, withPad: " ", startingAt: 0)
      Text.say("  \(name), nothing changed   \(Text.milliseconds(unchanged))")
      Text.say("  \(name), one cell changed  \(Text.milliseconds(changed))")
      Text.say("  \(name), peak memory       \(Text.megabytes(runs.map(\.peakMemory).max() ?? 0))")
    }
  }
}
