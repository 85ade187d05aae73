import Foundation

// What the runner costs: for the guide in one chapter, for a large chapter, and for a large book.
//
//     swift build -c release --product chapters
//     swift run -c release --package-path Benchmarks RunnerBenchmark [--chapters 1000]

@main
struct RunnerBenchmark {
  static func main() {
    do {
      try run()
    } catch {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let tool = root.appending(path: ".build/release/chapters").path
    guard FileManager.default.isExecutableFile(atPath: tool) else {
      throw Command.Failure(
        description: "\(tool) isn't there; run 'swift build -c release --product chapters' first")
    }
    let scratch = FileManager.default.temporaryDirectory.appending(path: "bench-\(getpid())")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }

    try OneChapter(
      root: root, tool: tool, book: "Benchmarks/Guide", name: "01-building-a-network",
      scratch: scratch
    ).measure()
    try LargeChapter(
      tool: tool, folder: scratch.appending(path: "chapter"),
      fixture: root.appending(path: "Tests/Fixtures/Greeting")
    ).measure()
    let words = CommandLine.arguments
    let count = words.firstIndex(of: "--chapters").flatMap { Int(words[$0 + 1]) } ?? 1000
    // Two sizes, to see what grows with the book.
    for size in [count / 10, count] {
      let book = try LargeBook(
        tool: tool, folder: scratch.appending(path: "book-\(size)"),
        fixture: root.appending(path: "Tests/Fixtures/Greeting"), chapterCount: size)
      try book.measure()
    }
  }
}
